package cronium.server.documents;

import cronium.payload.manifest.DurationText;
import cronium.payload.manifest.Excerpt;
import cronium.server.domain.FieldProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads the fields of one JSON object and notes every fault, so that all of them are told at once. One thread's. */
public final class Reading {
    private final JsonNode object;
    private final String path;
    private final List<FieldProblem> problems;

    /**
     * For an object.
     *
     * @param path where it stands, such as {@code files[2]}; empty at the top
     * @param problems what is found is added to it
     */
    public Reading(JsonNode object, String path, List<FieldProblem> problems) {
        this.object = object;
        this.path = path;
        this.problems = problems;
    }

    public void refuse(String field, String message) {
        problems.add(new FieldProblem(pathOf(field), message));
    }

    private String pathOf(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    /** What is null counts as absent. */
    private Optional<JsonNode> field(String name) {
        return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
    }

    public Optional<String> text(String name, int maxLength) {
        Optional<JsonNode> node = field(name);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        return text(name, node.get(), maxLength);
    }

    private Optional<String> text(String name, JsonNode node, int maxLength) {
        if (!node.isString()) {
            refuse(name, "expected text, found " + kind(node));
            return Optional.empty();
        }
        String text = node.stringValue();
        if (text.length() > maxLength) {
            refuse(name, "expected at most " + maxLength + " characters, found " + text.length());
            return Optional.empty();
        }
        if (text.indexOf('\0') >= 0) {
            refuse(name, "expected text without NUL, found NUL at character " + (text.indexOf('\0') + 1));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    public boolean truth(String name, boolean ifAbsent) {
        Optional<JsonNode> node = field(name);
        if (node.isEmpty()) {
            return ifAbsent;
        }
        if (!node.get().isBoolean()) {
            refuse(name, "expected true or false, found " + kind(node.get()));
            return ifAbsent;
        }
        return node.get().booleanValue();
    }

    public int wholeNumber(String name, int least, int most, int ifAbsent) {
        Optional<JsonNode> node = field(name);
        if (node.isEmpty()) {
            return ifAbsent;
        }
        if (!node.get().isIntegralNumber()
                || !node.get().canConvertToInt()
                || node.get().intValue() < least
                || node.get().intValue() > most) {
            refuse(
                    name,
                    "expected a whole number from " + least + " to " + most + ", found "
                            + Excerpt.bare(node.get().toString()));
            return ifAbsent;
        }
        return node.get().intValue();
    }

    public Duration duration(String name, Duration most, Duration ifAbsent) {
        Optional<String> text = text(name, 100);
        if (text.isEmpty()) {
            return ifAbsent;
        }
        try {
            Duration duration = DurationText.parse(text.get());
            if (duration.compareTo(most) <= 0) {
                return duration;
            }
            refuse(name, "expected at most " + DurationText.format(most) + ", found " + Excerpt.quoted(text.get()));
        } catch (IllegalArgumentException e) {
            refuse(name, String.valueOf(e.getMessage()));
        }
        return ifAbsent;
    }

    /**
     * The texts of a list, each made into what it stands for.
     *
     * @param fault why a text is refused
     */
    public <T> List<T> texts(
            String name, int most, Function<String, Optional<String>> fault, Function<String, ? extends T> maker) {
        List<T> made = new ArrayList<>();
        int index = 0;
        for (JsonNode item : items(name, most)) {
            String place = name + "[" + index++ + "]";
            Optional<String> text = text(place, item, Integer.MAX_VALUE);
            if (text.isPresent()) {
                Optional<String> refused = fault.apply(text.get());
                if (refused.isPresent()) {
                    refuse(place, refused.get());
                } else {
                    made.add(maker.apply(text.get()));
                }
            }
        }
        return made;
    }

    List<JsonNode> items(String name, int most) {
        Optional<JsonNode> node = field(name);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!node.get().isArray()) {
            refuse(name, "expected a list, found " + kind(node.get()));
            return List.of();
        }
        if (node.get().size() > most) {
            refuse(
                    name,
                    "expected at most " + most + " items, found " + node.get().size());
            return List.of();
        }
        return List.copyOf(node.get().asArray().values());
    }

    /** The object in a field; empty if it is absent or no object. */
    public Optional<Reading> object(String name) {
        Optional<JsonNode> node = field(name);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        return object(name, node.get());
    }

    Optional<Reading> object(String name, JsonNode node) {
        if (!node.isObject()) {
            refuse(name, "expected an object, found " + kind(node));
            return Optional.empty();
        }
        return Optional.of(new Reading(node, pathOf(name), problems));
    }

    /** Refuses keys that mean nothing, with the nearest one that does. */
    public void onlyKeys(List<String> known) {
        for (String key : object.propertyNames()) {
            if (!known.contains(key)) {
                refuse(key, "expected one of " + String.join(", ", known) + "; this key means nothing here");
            }
        }
    }

    public boolean has(String name) {
        return field(name).isPresent();
    }

    /** All keys, in the order given. */
    public List<String> keys() {
        return List.copyOf(object.propertyNames());
    }

    public static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case BINARY, MISSING, POJO -> "nothing";
        };
    }
}
