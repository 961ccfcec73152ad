package cronium.runner.supervise;

/**
 * The largest resident set that any one process of the tree had.
 *
 * <p>The kernel's own figure ({@code ru_maxrss}) starts at the runner's size for a process made with posix_spawn(3). Well
 * above that it is exact. Below, the runner looks at {@code VmHWM}, first when the script has just started and then now and
 * again; a script that could not be looked at used at most what the kernel says.
 */
public record PeakMemory(long bytes, Source source) {

    /** How the figure was come by. */
    public enum Source {
        /** Exact, from wait4(2). */
        KERNEL("kernel"),
        /** The largest value seen in {@code /proc}; a short peak of a child may be missing. */
        SAMPLED("sampled"),
        /** An upper bound. */
        AT_MOST("at-most");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * @param kernel what wait4(2) says, in bytes
     * @param floor the runner's own peak at the time of the start: at or below this, {@code kernel} says nothing
     * @param sampled the largest VmHWM seen, 0 for none
     */
    static PeakMemory of(long kernel, long floor, long sampled) {
        // The kernel counts pages per processor and adds up carelessly: its two figures for one process differ by some
        // MiB.
        if (kernel > floor && kernel - floor > floor / 4) {
            return new PeakMemory(Math.max(kernel, sampled), Source.KERNEL);
        }
        return sampled > 0 ? new PeakMemory(sampled, Source.SAMPLED) : new PeakMemory(kernel, Source.AT_MOST);
    }
}
