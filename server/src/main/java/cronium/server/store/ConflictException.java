package cronium.server.store;

/** Somebody else was faster: the version that was to be replaced is not the current one. */
public final class ConflictException extends Exception {
    private final long expected;
    private final long found;

    public ConflictException(String name, long expected, long found) {
        super(name + ": expected " + version(expected) + ", found " + version(found)
                + "; read it again, and save what should be there now");
        this.expected = expected;
        this.found = found;
    }

    private static String version(long number) {
        return number == 0 ? "no such event" : "version " + number;
    }

    /** The version that the caller had seen; 0 if there was to be none. */
    public long expected() {
        return expected;
    }

    /** The version that is there; 0 if there is none. */
    public long found() {
        return found;
    }
}
