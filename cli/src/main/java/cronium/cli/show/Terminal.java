package cronium.cli.show;

import java.util.OptionalInt;

/**
 * What is known of where a table goes.
 *
 * @param columns how wide the terminal is; empty where there is none, and nothing is cut then
 * @param colours whether it may have them
 */
public record Terminal(OptionalInt columns, boolean colours) {
    /** A file or another program. */
    public static final Terminal NONE = new Terminal(OptionalInt.empty(), false);
}
