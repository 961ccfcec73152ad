package cronium.payload.fuzz;

/** What must hold for every input of a fuzz target; cheap, since it is asked thousands of times a second. */
public final class Expect {
    private Expect() {}

    /** Says what was expected, in an {@code AssertionError}, if it does not hold. */
    public static void that(boolean holds, String expected) {
        if (!holds) {
            throw new AssertionError("expected " + expected);
        }
    }

    /** No control character, line feeds apart: a message must not drive a terminal. */
    public static void printableLines(String message) {
        for (int i = 0; i < message.length(); i++) {
            that(message.charAt(i) == '\n' || !Character.isISOControl(message.charAt(i)), "no control characters");
        }
    }
}
