package cronium.cli;

import cronium.payload.archive.PackObserver;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/** How far packing or sending is, on one line of a terminal; quiet for what is done at once. */
final class ProgressBar implements PackObserver {
    private static final int WIDTH = 30;
    private static final long FIRST_AFTER = 500_000_000;
    private static final long EVERY = 100_000_000;

    private final String doing;
    private final PrintStream terminal;
    private final boolean visible;
    private final LongSupplier nanoTime;
    private final long start;
    private long nextAt;
    private long total;
    private long done;
    private boolean shown;

    /**
     * For one piece of work.
     *
     * @param doing what is done, in a word
     * @param visible whether there is a terminal at all
     */
    ProgressBar(String doing, PrintStream terminal, boolean visible, LongSupplier nanoTime) {
        this.doing = doing;
        this.terminal = terminal;
        this.visible = visible;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.nextAt = start + FIRST_AFTER;
    }

    @Override
    public void begun(long totalBytes) {
        total = totalBytes;
    }

    @Override
    public void content(byte[] bytes, int length) {
        more(length);
    }

    /** So many more bytes. */
    void more(int length) {
        done += length;
        long now = nanoTime.getAsLong();
        if (visible && now - nextAt >= 0) {
            nextAt = now + EVERY;
            show(now);
        }
    }

    /** Clears the line. */
    void end() {
        if (shown) {
            terminal.print("\r\u001b[K");
            terminal.flush();
        }
    }

    private void show(long now) {
        shown = true;
        long seen = Math.min(done, total);
        int filled = (int) (total == 0 ? WIDTH : seen * WIDTH / total);
        terminal.print("\r" + doing + " [" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] "
                + (total == 0 ? 100 : seen * 100 / total) + " %, "
                + done * 1_000 / Math.max(1, now - start) + " MB/s\u001b[K");
        terminal.flush();
    }
}
