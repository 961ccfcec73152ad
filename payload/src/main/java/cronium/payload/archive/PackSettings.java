package cronium.payload.archive;

/**
 * How a folder is packed. Only the first two and the selection have a say in the bytes.
 *
 * @param modifiedSeconds the time of every entry, in seconds since the epoch, 0 to 8,589,934,591
 * @param limits what the folder may hold
 * @param selection what of it is packed
 * @param threads how many compress at the same time, from 1
 * @param observer sees what is packed, on the caller's thread
 */
public record PackSettings(
        long modifiedSeconds, ArchiveLimits limits, Selection selection, int threads, PackObserver observer) {
    /** The latest time that eleven octal digits hold. */
    private static final long LATEST = 0_77_777_777_777L;

    /** Everything, every entry's time the epoch, on all processors. */
    public static final PackSettings DEFAULT = new PackSettings(
            0,
            ArchiveLimits.DEFAULT,
            Selection.EVERYTHING,
            Runtime.getRuntime().availableProcessors(),
            PackObserver.NONE);

    public PackSettings {
        if (modifiedSeconds < 0 || modifiedSeconds > LATEST) {
            throw new IllegalArgumentException("expected a time from 0 to " + LATEST + ", found " + modifiedSeconds);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("expected at least 1 thread, found " + threads);
        }
    }

    public PackSettings withModifiedSeconds(long seconds) {
        return new PackSettings(seconds, limits, selection, threads, observer);
    }

    public PackSettings withLimits(ArchiveLimits other) {
        return new PackSettings(modifiedSeconds, other, selection, threads, observer);
    }

    public PackSettings withSelection(Selection other) {
        return new PackSettings(modifiedSeconds, limits, other, threads, observer);
    }

    public PackSettings withThreads(int count) {
        return new PackSettings(modifiedSeconds, limits, selection, count, observer);
    }

    public PackSettings withObserver(PackObserver other) {
        return new PackSettings(modifiedSeconds, limits, selection, threads, other);
    }
}
