package cronium.cli;

import java.io.IOException;
import java.util.Map;

/** The time of packed entries, as the Reproducible Builds project's {@code SOURCE_DATE_EPOCH} specification has it. */
final class SourceDate {
    private static final String VARIABLE = "SOURCE_DATE_EPOCH";

    private SourceDate() {}

    /** Seconds since the epoch; 0 when the variable is not set. */
    static long seconds(Map<String, String> environment) throws IOException {
        String text = environment.getOrDefault(VARIABLE, "0");
        try {
            long seconds = Long.parseLong(text);
            if (seconds >= 0 && seconds < 1L << 33) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            // Said below, with what was found.
        }
        throw new CommandException(VARIABLE + ": expected seconds since 1970, 0 to 8589934591, found '" + text + "'");
    }
}
