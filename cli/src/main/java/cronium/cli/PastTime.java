package cronium.cli;

import cronium.payload.manifest.DurationText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time on the command line: how long ago, or when, in this machine's zone unless it says another. */
final class PastTime {
    private final String text;

    private PastTime(String text) {
        this.text = text;
    }

    /** As the interface has it. */
    String utc(Surroundings surroundings) throws CommandException {
        Instant now = surroundings.clock().instant();
        if (text.matches("([0-9]+[a-z]+)+")) {
            try {
                return now.minus(DurationText.parse(text)).toString();
            } catch (IllegalArgumentException e) {
                throw new CommandException(String.valueOf(e.getMessage()));
            }
        }
        try {
            return instant(surroundings).toString();
        } catch (DateTimeException e) {
            throw new CommandException(
                    "expected a time such as 90m, 7d, 2026-01-31, 2026-01-31T18:00 or 2026-01-31T18:00:00Z, found '"
                            + text + "'");
        }
    }

    private Instant instant(Surroundings surroundings) {
        if (text.length() == 10) {
            return LocalDate.parse(text)
                    .atStartOfDay(surroundings.clock().getZone())
                    .toInstant();
        }
        return text.matches(".*(Z|[+-][0-9:]{2,8})") && text.length() > 16
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text)
                        .atZone(surroundings.clock().getZone())
                        .toInstant();
    }

    /** Takes any text; what it means depends on the time of the call. */
    static final class Converter implements ITypeConverter<PastTime> {
        @Override
        public PastTime convert(String text) {
            if (text.isBlank()) {
                throw new TypeConversionException("expected a time, found nothing");
            }
            return new PastTime(text);
        }
    }
}
