package cronium.releases;

import cronium.payload.manifest.JsonValue;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;

/** JSON as text (RFC 8259) with two spaces for each level: a function of the value alone. */
public final class JsonText {
    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    /** The text, with a newline at its end. */
    public static String of(JsonValue value) {
        JsonText text = new JsonText();
        text.write(value, "\n");
        return text.out.append('\n').toString();
    }

    private void write(JsonValue value, String line) {
        switch (value) {
            case JsonValue.Null _ -> out.append("null");
            case JsonValue.Bool truth -> out.append(truth.value());
            case JsonValue.Numeral number -> out.append(number.text());
            case JsonValue.Text text -> quote(text.value());
            case JsonValue.Items items -> {
                String between = "[";
                for (JsonValue item : items.values()) {
                    out.append(between).append(line).append("  ");
                    write(item, line + "  ");
                    between = ",";
                }
                out.append(items.values().isEmpty() ? "[]" : line + "]");
            }
            case JsonValue.Fields fields -> {
                Iterator<Map.Entry<String, JsonValue>> entries =
                        fields.values().entrySet().iterator();
                out.append(entries.hasNext() ? "{" : "{}");
                while (entries.hasNext()) {
                    Map.Entry<String, JsonValue> entry = entries.next();
                    out.append(line).append("  ");
                    quote(entry.getKey());
                    out.append(": ");
                    write(entry.getValue(), line + "  ");
                    out.append(entries.hasNext() ? "," : line + "}");
                }
            }
        }
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
