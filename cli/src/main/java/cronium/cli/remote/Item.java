package cronium.cli.remote;

import cronium.payload.manifest.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A JSON object, by its keys. What is absent, null or of another kind is empty: a client lives with a server that says less. */
public record Item(JsonValue.Fields json) {
    public static final Item EMPTY = new Item(new JsonValue.Fields(Map.of()));

    /** An object; what is none is an empty one. */
    public static Item of(JsonValue value) {
        return value instanceof JsonValue.Fields fields ? new Item(fields) : EMPTY;
    }

    /** An object of texts, in the order given: keys and values in turn. */
    public static Item ofTexts(String... pairs) {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], new JsonValue.Text(pairs[i + 1]));
        }
        return new Item(new JsonValue.Fields(values));
    }

    /** The same with one more key. */
    public Item with(String key, JsonValue value) {
        Map<String, JsonValue> values = new LinkedHashMap<>(json.values());
        values.put(key, value);
        return new Item(new JsonValue.Fields(values));
    }

    public Item withText(String key, String value) {
        return with(key, new JsonValue.Text(value));
    }

    public Item withTexts(String key, List<String> values) {
        return with(
                key,
                new JsonValue.Items(
                        values.stream().<JsonValue>map(JsonValue.Text::new).toList()));
    }

    public Item withNumber(String key, long value) {
        return with(key, new JsonValue.Numeral(Long.toString(value)));
    }

    public Set<String> keys() {
        return json.values().keySet();
    }

    public Optional<JsonValue> value(String key) {
        return Optional.ofNullable(json.values().get(key));
    }

    public Optional<String> text(String key) {
        return value(key)
                .flatMap(value -> value instanceof JsonValue.Text text ? Optional.of(text.value()) : Optional.empty());
    }

    /** A whole number. */
    public OptionalLong number(String key) {
        if (value(key).orElse(null) instanceof JsonValue.Numeral number
                && number.text().matches("-?[0-9]{1,18}")) {
            return OptionalLong.of(Long.parseLong(number.text()));
        }
        return OptionalLong.empty();
    }

    public boolean isTrue(String key) {
        return value(key).filter(new JsonValue.Bool(true)::equals).isPresent();
    }

    /** The object of that key, an empty one if there is none. */
    public Item item(String key) {
        return value(key).map(Item::of).orElse(EMPTY);
    }

    public List<JsonValue> values(String key) {
        return value(key).orElse(null) instanceof JsonValue.Items items ? items.values() : List.of();
    }

    /** The objects of a list. */
    public List<Item> items(String key) {
        return values(key).stream().map(Item::of).toList();
    }

    /** The texts of a list. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonValue value : values(key)) {
            if (value instanceof JsonValue.Text text) {
                texts.add(text.value());
            }
        }
        return texts;
    }
}
