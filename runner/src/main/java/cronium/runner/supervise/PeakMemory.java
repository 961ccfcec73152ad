package cronium.runner.supervise;

/**
 * The largest resident set that any one process of the tree had.
 *
 * <p>The kernel's own figure ({@code ru_maxrss}) starts at the runner's size for a process made with posix_spawn(3). Above
 * that it is exact; below, the runner looks at {@code VmHWM} while the script runs; a script too short to be looked at used
 * at most what the kernel says.
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
        if (kernel > floor) {
            return new PeakMemory(Math.max(kernel, sampled), Source.KERNEL);
        }
        return sampled > 0 ? new PeakMemory(sampled, Source.SAMPLED) : new PeakMemory(kernel, Source.AT_MOST);
    }
}
