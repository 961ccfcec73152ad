package cronium.payload.manifest;

/** User text made fit for a message: of bounded length, 80 characters unless told, nothing that moves a cursor or reorders a line. */
public final class Excerpt {
    private static final int MAX_CHARACTERS = 80;

    private Excerpt() {}

    public static String quoted(String text) {
        return "'" + bare(text) + "'";
    }

    public static String bare(String text) {
        return bare(text, MAX_CHARACTERS);
    }

    /**
     * The same for another length.
     *
     * @param maxCharacters of the text, before anything of it is escaped; what is cut off becomes an ellipsis
     */
    public static String bare(String text, int maxCharacters) {
        StringBuilder shown = new StringBuilder();
        int taken = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (taken++ == maxCharacters) {
                return shown.append('…').toString();
            }
            append(shown, text.codePointAt(i));
        }
        return shown.toString();
    }

    private static void append(StringBuilder shown, int codePoint) {
        switch (codePoint) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (isPlain(codePoint)) {
                    shown.appendCodePoint(codePoint);
                } else {
                    shown.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
                }
            }
        }
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
