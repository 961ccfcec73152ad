package cronium.runner.supervise;

import java.time.Duration;

/**
 * What the script and all its descendants used.
 *
 * @param wall from the start to the end of the script's own process
 * @param user CPU time in user mode, of every process of the tree
 * @param system CPU time in the kernel
 */
public record Usage(Duration wall, Duration user, Duration system, PeakMemory peakMemory) {}
