package cronium.cli.show;

import cronium.payload.manifest.JsonValue;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * YAML in blocks, which a parser of YAML 1.2 reads as the same values. Characters that move a cursor or reorder a line are escaped, so
 * it is fit for a terminal.
 */
public final class YamlText {
    /** Means itself without quotation marks: no number, nothing that YAML takes for null, true or false, no indicator. */
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z_/][A-Za-z0-9_./@+-]*(:[A-Za-z0-9_./@+-]+)*( [A-Za-z0-9_./@+-]+)*"
                    // Ids.
                    + "|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Pattern WORD = Pattern.compile("(?i:null|true|false|yes|no|on|off|y|n)");

    private final StringBuilder out = new StringBuilder();

    private YamlText() {}

    /** The text, with a newline at its end. */
    public static String of(JsonValue value) {
        YamlText text = new YamlText();
        text.write(value, "", "");
        return text.out.toString();
    }

    /**
     * Writes a value behind what is there of its line.
     *
     * @param gap what stands between the two if the value follows in the line
     * @param indent of its own lines
     */
    private void write(JsonValue value, String gap, String indent) {
        switch (value) {
            case JsonValue.Null _ -> line(gap, "null");
            case JsonValue.Bool truth -> line(gap, Boolean.toString(truth.value()));
            case JsonValue.Numeral number -> line(gap, number.text());
            case JsonValue.Text text -> text(text.value(), gap, indent);
            case JsonValue.Items items -> {
                if (items.values().isEmpty()) {
                    line(gap, "[]");
                    return;
                }
                begin(gap);
                for (JsonValue item : items.values()) {
                    out.append(indent).append('-');
                    nested(item, indent + "  ");
                }
            }
            case JsonValue.Fields fields -> {
                if (fields.values().isEmpty()) {
                    line(gap, "{}");
                    return;
                }
                begin(gap);
                for (Map.Entry<String, JsonValue> field : fields.values().entrySet()) {
                    out.append(indent).append(scalar(field.getKey())).append(':');
                    write(field.getValue(), " ", indent + "  ");
                }
            }
        }
    }

    /** An item: the first key of a mapping stands behind the dash. */
    private void nested(JsonValue item, String indent) {
        if (item instanceof JsonValue.Fields fields && !fields.values().isEmpty()) {
            int start = out.length();
            write(item, "", indent);
            // The first line's indentation becomes the space behind the dash.
            out.replace(start, start + indent.length(), " ");
        } else {
            write(item, " ", indent);
        }
    }

    private void begin(String gap) {
        if (!gap.isEmpty()) {
            out.append('\n');
        }
    }

    private void line(String gap, String text) {
        out.append(gap).append(text).append('\n');
    }

    private void text(String text, String gap, String indent) {
        if (!isBlock(text) || indent.isEmpty()) {
            line(gap, scalar(text));
            return;
        }
        out.append(gap).append(text.endsWith("\n") ? "|" : "|-").append('\n');
        text.lines()
                .forEach(line -> out.append(line.isEmpty() ? "" : indent + line).append('\n'));
    }

    /** Lines that need no escape; of blanks at the start and of more than one newline at the end a block would make something else. */
    private static boolean isBlock(String text) {
        return text.indexOf('\n') > 0
                && !text.startsWith(" ")
                && !text.endsWith("\n\n")
                && text.chars().allMatch(c -> c == '\n' || (c != '\t' && isVisible(c)) || c == '\t')
                && text.lines().noneMatch(line -> line.isBlank() && !line.isEmpty())
                && !text.startsWith("\t");
    }

    private static String scalar(String text) {
        if (PLAIN.matcher(text).matches() && !WORD.matcher(text).matches()) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (isVisible(c)) {
                        quoted.append(c);
                    } else {
                        quoted.append("\\u").append(HexFormat.of().toHexDigits(c));
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    /** Halves of surrogate pairs are: only characters that need one come as such, and none of those moves a cursor. */
    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
