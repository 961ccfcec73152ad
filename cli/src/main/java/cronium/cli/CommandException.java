package cronium.cli;

import java.io.IOException;

/** A command cannot do what it was asked; the message names the thing, what was expected and what was found. */
final class CommandException extends IOException {
    CommandException(String message) {
        super(message);
    }
}
