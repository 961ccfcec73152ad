package cronium.packaging;

import cronium.payload.manifest.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON object under construction, its fields in the order in which they are put. */
final class Fields {
    private final Map<String, JsonValue> values = new LinkedHashMap<>();

    Fields put(String name, String text) {
        values.put(name, new JsonValue.Text(text));
        return this;
    }

    Fields put(String name, boolean truth) {
        values.put(name, new JsonValue.Bool(truth));
        return this;
    }

    Fields putNumber(String name, int number) {
        values.put(name, new JsonValue.Numeral(Integer.toString(number)));
        return this;
    }

    Fields put(String name, Fields object) {
        values.put(name, object.value());
        return this;
    }

    Fields put(String name, List<Fields> objects) {
        values.put(name, new JsonValue.Items(objects.stream().map(Fields::value).toList()));
        return this;
    }

    JsonValue value() {
        return new JsonValue.Fields(values);
    }
}
