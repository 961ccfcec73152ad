package cronium.payload.manifest;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** One limit as text, with the name and by the rules that it has in a manifest. */
public final class LimitText {
    private final String name;
    private final String value;

    private LimitText(String name, String value) {
        this.name = name;
        this.value = value;
    }

    /**
     * Reads it.
     *
     * @return limits of which only this one is set
     * @throws IllegalArgumentException if there is no such limit, or the value is none of it; the message gives the name,
     *     expected and found
     */
    public static Limits parse(String name, String value) {
        if (!LimitsReader.KEYS.contains(name)) {
            throw new IllegalArgumentException("expected one of " + String.join(", ", LimitsReader.KEYS) + ", found "
                    + Excerpt.quoted(name) + NearestName.hint(name, LimitsReader.KEYS));
        }
        return new LimitText(name, value).limits();
    }

    private Limits limits() {
        return new Limits(
                duration("timeout"),
                duration("grace"),
                duration("cpu"),
                size("memory"),
                size("fileSize"),
                size("output"),
                excess("outputExcess"),
                size("disk"),
                count("processes", Limits.MAX_PROCESSES),
                count("openFiles", Limits.MAX_OPEN_FILES));
    }

    private Optional<Duration> duration(String key) {
        return key.equals(name) ? Optional.of(named(() -> DurationText.parse(value))) : Optional.empty();
    }

    private OptionalLong size(String key) {
        return key.equals(name) ? OptionalLong.of(named(() -> SizeText.parse(value))) : OptionalLong.empty();
    }

    private OptionalInt count(String key, int most) {
        if (!key.equals(name)) {
            return OptionalInt.empty();
        }
        OptionalLong count = WholeNumber.ofDigits(value);
        if (count.isEmpty() || Limits.countFault(count.getAsLong(), most).isPresent()) {
            throw new IllegalArgumentException(
                    name + ": expected a whole number from 1 to " + most + ", found " + Excerpt.quoted(value));
        }
        return OptionalInt.of((int) count.getAsLong());
    }

    private Optional<OutputExcess> excess(String key) {
        if (!key.equals(name)) {
            return Optional.empty();
        }
        Optional<OutputExcess> excess = OutputExcess.named(value);
        if (excess.isEmpty()) {
            throw new IllegalArgumentException(name + ": expected stop or truncate, found " + Excerpt.quoted(value));
        }
        return excess;
    }

    private <T> T named(Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
