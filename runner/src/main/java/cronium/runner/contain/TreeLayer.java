package cronium.runner.contain;

import java.util.Optional;

/** What ties the processes of an execution together, so that all of them are dead at its end and when the runner is killed. */
public enum TreeLayer {
    /** A control group of its own, emptied by the kernel at one stroke. */
    CGROUP("cgroup"),
    /** A namespace of process ids: when its first process ends, the kernel kills the others. Needs root. */
    PID_NAMESPACE("pid-namespace"),
    /** A mark among the resource limits that all descendants inherit, and a process that looks for it. */
    WATCHDOG("watchdog");

    private final String word;

    TreeLayer(String word) {
        this.word = word;
    }

    /** As it is written on the command line and in results. */
    public String word() {
        return word;
    }

    public static Optional<TreeLayer> named(String name) {
        for (TreeLayer layer : values()) {
            if (layer.word.equals(name)) {
                return Optional.of(layer);
            }
        }
        return Optional.empty();
    }
}
