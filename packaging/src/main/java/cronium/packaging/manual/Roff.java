package cronium.packaging.manual;

import java.util.HexFormat;

/** A text in the language of man(7). */
final class Roff {
    private final StringBuilder text = new StringBuilder();

    /** The first line of a page of section 1. */
    Roff title(String name, String source) {
        text.append(".TH ")
                .append(quoted(name))
                .append(" 1 \"\" ")
                .append(quoted(source))
                .append(" Cronium\n");
        // No words are divided and lines are ragged, so that what is copied from a page is what was written.
        text.append(".nh\n.ad l\n");
        return this;
    }

    Roff section(String name) {
        text.append(".SH ").append(quoted(name)).append('\n');
        return this;
    }

    Roff paragraph(String words) {
        text.append(".PP\n");
        return line(escaped(words));
    }

    /** What is named, and below it, indented, what it means; {@code name} is escaped already. */
    Roff item(String name, String meaning) {
        text.append(".TP\n");
        line(name);
        return line(escaped(meaning));
    }

    Roff words(String words) {
        return line(escaped(words));
    }

    /** A line that is escaped already. */
    Roff line(String line) {
        boolean isControl = line.startsWith(".") || line.startsWith("'");
        text.append(isControl ? "\\&" : "").append(line).append('\n');
        return this;
    }

    static String bold(String words) {
        return "\\fB" + escaped(words) + "\\fR";
    }

    static String italic(String words) {
        return "\\fI" + escaped(words) + "\\fR";
    }

    /** Words as they are to be read, also where roff would take a character for another; a newline is a space. */
    static String escaped(String words) {
        StringBuilder escaped = new StringBuilder();
        words.codePoints().forEach(character -> escaped.append(escaped(character)));
        return escaped.toString();
    }

    private static String escaped(int character) {
        return switch (character) {
            case '\\' -> "\\e";
            case '-' -> "\\-";
            case '\'' -> "\\(aq";
            case '`' -> "\\(ga";
            case '^' -> "\\(ha";
            case '~' -> "\\(ti";
            case '"' -> "\\(dq";
            case '\n' -> " ";
            default ->
                character < 0x7f
                        ? Character.toString(character)
                        : "\\[u" + HexFormat.of().withUpperCase().toHexDigits(character, 4) + "]";
        };
    }

    private static String quoted(String words) {
        return '"' + escaped(words) + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
