package cronium.runner.output;

/** One of the script's two output streams. */
public enum StreamName {
    STDOUT("stdout"),
    STDERR("stderr");

    private final String word;

    StreamName(String word) {
        this.word = word;
    }

    /** The name in records and results. */
    public String word() {
        return word;
    }
}
