package cronium.server.api;

import cronium.server.documents.Reading;
import cronium.server.domain.FieldProblem;
import cronium.server.domain.InvalidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The fields of a small body: an object, read with all its faults at once. One thread's. */
final class Fields {
    private final List<FieldProblem> problems = new ArrayList<>();
    private final Reading reading;

    private Fields(JsonNode body) {
        reading = new Reading(body, "", problems);
    }

    /** @param keys all that mean something */
    static Fields of(JsonNode body, String... keys) throws InvalidException {
        if (!body.isObject()) {
            throw new InvalidException("", "expected an object, found " + Reading.kind(body));
        }
        Fields fields = new Fields(body);
        fields.reading.onlyKeys(List.of(keys));
        return fields;
    }

    Reading reading() {
        return reading;
    }

    void refuse(String field, String message) {
        problems.add(new FieldProblem(field, message));
    }

    /** A text that must be there; a stand-in if it is at fault, which {@link #check} then tells. */
    String required(String name, int maxLength, Function<String, Optional<String>> fault) {
        Optional<String> text = optional(name, maxLength, fault);
        if (text.isEmpty() && !reading.has(name)) {
            refuse(name, "expected text, found nothing");
        }
        return text.orElse("");
    }

    Optional<String> optional(String name, int maxLength, Function<String, Optional<String>> fault) {
        Optional<String> text = reading.text(name, maxLength);
        Optional<String> refused = text.flatMap(fault);
        if (refused.isPresent()) {
            refuse(name, refused.get());
            return Optional.empty();
        }
        return text;
    }

    /** A {@code name} that repeats the path's. */
    void sameName(String name) {
        optional(
                "name",
                Integer.MAX_VALUE,
                given -> given.equals(name)
                        ? Optional.empty()
                        : Optional.of("expected " + name + " as in the address, or none"));
    }

    /** @throws InvalidException if there was a fault so far */
    void check() throws InvalidException {
        if (!problems.isEmpty()) {
            throw new InvalidException(problems);
        }
    }
}
