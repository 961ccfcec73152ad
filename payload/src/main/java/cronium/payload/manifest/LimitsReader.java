package cronium.payload.manifest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The rules of {@code limits}. */
final class LimitsReader {
    static final List<String> KEYS = List.of(
            "timeout",
            "grace",
            "cpu",
            "memory",
            "processes",
            "openFiles",
            "fileSize",
            "output",
            "outputExcess",
            "disk");

    private LimitsReader() {}

    static Limits read(Field limits) {
        Fields fields = limits.fields(KEYS);
        return new Limits(
                duration(fields, "timeout", false),
                duration(fields, "grace", true),
                duration(fields, "cpu", false),
                size(fields, "memory", Limits.MIN_MEMORY),
                size(fields, "fileSize", 1),
                size(fields, "output", 1),
                excess(fields),
                size(fields, "disk", Limits.MIN_DISK),
                count(fields, "processes", Limits.MAX_PROCESSES),
                count(fields, "openFiles", Limits.MAX_OPEN_FILES));
    }

    private static Optional<Duration> duration(Fields fields, String key, boolean zeroAllowed) {
        Optional<Field> field = fields.field(key);
        Optional<String> text = field.flatMap(Field::text);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Duration duration = DurationText.parse(text.get());
            return field.get().accept(Limits.durationFault(duration, zeroAllowed))
                    ? Optional.of(duration)
                    : Optional.empty();
        } catch (IllegalArgumentException fault) {
            field.get().refuse(String.valueOf(fault.getMessage()));
            return Optional.empty();
        }
    }

    private static OptionalLong size(Fields fields, String key, long least) {
        Optional<Field> field = fields.field(key);
        Optional<String> text = field.flatMap(Field::text);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long bytes = SizeText.parse(text.get());
            return field.get().accept(Limits.sizeFault(bytes, least)) ? OptionalLong.of(bytes) : OptionalLong.empty();
        } catch (IllegalArgumentException fault) {
            field.get().refuse(String.valueOf(fault.getMessage()));
            return OptionalLong.empty();
        }
    }

    private static Optional<OutputExcess> excess(Fields fields) {
        Optional<Field> field = fields.field("outputExcess");
        Optional<String> text = field.flatMap(Field::text);
        Optional<OutputExcess> excess = text.flatMap(OutputExcess::named);
        if (text.isPresent() && excess.isEmpty()) {
            field.get()
                    .refuse("expected stop or truncate, found " + Excerpt.quoted(text.get())
                            + NearestName.hint(text.get(), OutputExcess.NAMES));
        }
        return excess;
    }

    private static OptionalInt count(Fields fields, String key, int most) {
        Optional<Field> field = fields.field(key);
        Optional<String> text = field.flatMap(Field::text);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        OptionalLong count = WholeNumber.ofDigits(text.get());
        if (count.isPresent() && Limits.countFault(count.getAsLong(), most).isEmpty()) {
            return OptionalInt.of((int) count.getAsLong());
        }
        field.get().refuse("expected a whole number from 1 to " + most + ", found " + Excerpt.quoted(text.get()));
        return OptionalInt.empty();
    }
}
