package cronium.runner.journal;

import java.io.IOException;

/** The state directory cannot be used. The message names it, and says what was expected and found. */
public final class StateException extends IOException {
    public StateException(String message) {
        super(message);
    }
}
