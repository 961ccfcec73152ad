package cronium.runner.journal;

import java.nio.charset.StandardCharsets;

/** A JSON document under construction, two spaces a level. The caller keeps the brackets balanced. */
public final class Json {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder();
    private int level;
    private boolean first = true;

    public Json open(char bracket) {
        text.append(bracket);
        level++;
        first = true;
        return this;
    }

    public Json close(char bracket) {
        level--;
        if (!first) {
            newLine();
        }
        text.append(bracket);
        first = false;
        return this;
    }

    /** The name of the next member. */
    public Json name(String name) {
        element();
        quoted(name);
        text.append(": ");
        return this;
    }

    /** Makes room for the next element of an array. */
    public Json element() {
        if (!first) {
            text.append(',');
        }
        first = false;
        newLine();
        return this;
    }

    public Json string(String value) {
        quoted(value);
        return this;
    }

    public Json number(long value) {
        text.append(value);
        return this;
    }

    public Json member(String name, String value) {
        return name(name).string(value);
    }

    public Json member(String name, long value) {
        return name(name).number(value);
    }

    public Json member(String name, boolean value) {
        name(name).text.append(value);
        return this;
    }

    public byte[] bytes() {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void newLine() {
        text.append('\n');
        for (int i = 0; i < level; i++) {
            text.append("  ");
        }
    }

    private void quoted(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
