package cronium.runner.output;

import java.time.Clock;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How output is written; the words of {@code --format}. */
public enum OutputFormat {
    PRETTY,
    JSON,
    LOGFMT,
    RAW;

    /** The format of that name, in lower case. */
    public static Optional<OutputFormat> named(String word) {
        return switch (word) {
            case "pretty" -> Optional.of(PRETTY);
            case "json" -> Optional.of(JSON);
            case "logfmt" -> Optional.of(LOGFMT);
            case "raw" -> Optional.of(RAW);
            default -> Optional.empty();
        };
    }

    /**
     * Makes the presentation of this format.
     *
     * @param colours whether the reader is a terminal that wants them; only {@link #PRETTY} has any
     */
    public Presentation to(
            Outlet standardOutput, Outlet standardError, Clock clock, LongSupplier nanoTime, boolean colours) {
        return switch (this) {
            case PRETTY -> new PrettyPresentation(standardOutput, standardError, nanoTime, colours);
            case JSON -> new JsonPresentation(standardOutput, clock);
            case LOGFMT -> new LogfmtPresentation(standardOutput, clock);
            case RAW -> new RawPresentation(standardOutput, standardError);
        };
    }
}
