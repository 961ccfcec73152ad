/**
 * How a script is held: from what the manifest and the command ask for, and what this host can do, to ordered kernel steps
 * and a list of what was enforced. Decides; the system calls themselves are in {@code linux}, and when to stop a script is
 * {@code supervise}'s business.
 */
@NullMarked
package cronium.runner.contain;

import org.jspecify.annotations.NullMarked;
