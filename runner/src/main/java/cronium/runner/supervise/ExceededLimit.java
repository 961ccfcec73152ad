package cronium.runner.supervise;

/** A limit that a script was stopped for. */
public enum ExceededLimit {
    /** {@code limits.memory}, in bytes. */
    MEMORY("out-of-memory", "memory", 118),
    /** {@code limits.cpu}, in milliseconds. */
    CPU("cpu-time-exceeded", "processor time", 119),
    /** {@code limits.processes}. */
    PROCESSES("processes-exceeded", "processes", 120),
    /** {@code limits.output}, in bytes. */
    OUTPUT("output-exceeded", "output", 121),
    /** {@code limits.disk}, in bytes. */
    DISK("disk-exceeded", "disk", 122),
    /** {@code limits.fileSize}, in bytes. */
    FILE_SIZE("file-size-exceeded", "size of a file", 117);

    private final String kind;
    private final String words;
    private final int exitCode;

    ExceededLimit(String kind, String words, int exitCode) {
        this.kind = kind;
        this.words = words;
        this.exitCode = exitCode;
    }

    /** The kind of the outcome. */
    public String kind() {
        return kind;
    }

    /** The limit in words. */
    public String words() {
        return words;
    }

    /** The exit code of the runner. */
    public int exitCode() {
        return exitCode;
    }
}
