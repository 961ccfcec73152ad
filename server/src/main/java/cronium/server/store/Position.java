package cronium.server.store;

/**
 * Where the output that is stored of an execution ends.
 *
 * @param nextNumber of the chunk that comes next
 * @param nextStdout offset of the byte that comes next on standard output
 * @param nextStderr the same on standard error
 * @param journalEnd where the runner's journal is to be read on, in bytes
 */
public record Position(long nextNumber, long nextStdout, long nextStderr, long journalEnd) {
    public static final Position START = new Position(0, 0, 0, 0);
}
