package cronium.server.api;

import cronium.payload.manifest.Excerpt;
import cronium.payload.manifest.NearestName;
import cronium.server.domain.FieldProblem;
import cronium.server.domain.InvalidException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the parameters of a query and notes every fault, so that all are told at once by {@link #check}. One thread's. */
final class Query {
    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 200;
    private static final int MAX_CURSOR = 1_000;
    private static final Instant LEAST_TIME = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant MOST_TIME = Instant.parse("9999-12-31T23:59:59Z");

    private final Map<String, String> given;
    private final List<FieldProblem> problems = new ArrayList<>();

    /**
     * What was given, and the names that mean something.
     *
     * @param text the query as it stands in the address, without {@code ?}
     */
    Query(String text, List<String> known) {
        given = QueryText.parse(text, problems);
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                String expected = known.isEmpty() ? "no parameter" : "one of " + String.join(", ", known);
                refuse(Excerpt.bare(name), "expected " + expected + NearestName.hint(name, known));
            }
        }
    }

    private void refuse(String name, String message) {
        problems.add(new FieldProblem(name, message));
    }

    Optional<String> text(String name, int maxLength) {
        Optional<String> text = Optional.ofNullable(given.get(name));
        if (text.isEmpty()) {
            return text;
        }
        if (text.get().isEmpty() || text.get().length() > maxLength) {
            refuse(
                    name,
                    "expected 1 to " + maxLength + " characters, found "
                            + text.get().length());
            return Optional.empty();
        }
        if (text.get().chars().anyMatch(Character::isISOControl)) {
            refuse(name, "expected text without control characters, found " + Excerpt.quoted(text.get()));
            return Optional.empty();
        }
        return text;
    }

    /**
     * A value with a grammar of its own.
     *
     * @param fault why a text is none
     */
    <T> Optional<T> value(String name, Function<String, Optional<String>> fault, Function<String, T> maker) {
        Optional<String> text = Optional.ofNullable(given.get(name));
        Optional<String> refused = text.flatMap(fault);
        if (refused.isPresent()) {
            refuse(name, refused.get());
            return Optional.empty();
        }
        return text.map(maker);
    }

    /** One of some names. */
    <T> Optional<T> named(String name, List<String> names, List<T> values) {
        Optional<String> text = Optional.ofNullable(given.get(name));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int index = names.indexOf(text.get());
        if (index < 0) {
            refuse(
                    name,
                    "expected one of " + String.join(", ", names) + ", found " + Excerpt.quoted(text.get())
                            + NearestName.hint(text.get(), names));
            return Optional.empty();
        }
        return Optional.of(values.get(index));
    }

    Optional<Boolean> truth(String name) {
        return named(name, List.of("true", "false"), List.of(true, false));
    }

    Optional<Long> wholeNumber(String name, long least, long most) {
        Optional<String> text = Optional.ofNullable(given.get(name));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Long> number = WholeNumberText.read(text.get()).filter(found -> found >= least && found <= most);
        if (number.isEmpty()) {
            refuse(
                    name,
                    "expected a whole number from " + least + " to " + most + ", found " + Excerpt.quoted(text.get()));
        }
        return number;
    }

    Optional<Instant> time(String name) {
        Optional<String> text = Optional.ofNullable(given.get(name));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant time = OffsetDateTime.parse(text.get()).toInstant();
            if (!time.isBefore(LEAST_TIME) && !time.isAfter(MOST_TIME)) {
                return Optional.of(time);
            }
        } catch (DateTimeException e) {
            // Refused below, as a time out of range is.
        }
        refuse(name, "expected a time such as 2025-08-05T07:00:00Z, found " + Excerpt.quoted(text.get()));
        return Optional.empty();
    }

    int limit() {
        return wholeNumber("limit", 1, MAX_LIMIT).map(Math::toIntExact).orElse(DEFAULT_LIMIT);
    }

    Optional<String> cursor() {
        return text("cursor", MAX_CURSOR);
    }

    /** @throws InvalidException if there was a fault so far */
    void check() throws InvalidException {
        if (!problems.isEmpty()) {
            throw new InvalidException(problems);
        }
    }
}
