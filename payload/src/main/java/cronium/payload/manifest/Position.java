package cronium.payload.manifest;

/** A place in the manifest's text: line and column from 1, the column in code points. */
record Position(int line, int column) {
    static final Position START = new Position(1, 1);

    /** The place of the character at that index. */
    static Position of(String text, int index) {
        int line = 1;
        int lineStart = 0;
        for (int i = text.indexOf('\n'); i >= 0 && i < index; i = text.indexOf('\n', i + 1)) {
            line++;
            lineStart = i + 1;
        }
        return new Position(line, text.codePointCount(lineStart, index) + 1);
    }
}
