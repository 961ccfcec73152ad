/**
 * One running script, from its start to the proof that nothing of it is left: start, stream, stop, settle. What to do at
 * each event is decided by {@link cronium.runner.supervise.Supervision}, which knows no clock and no process; carrying it
 * out is {@link cronium.runner.supervise.Supervisor}'s.
 */
@NullMarked
package cronium.runner.supervise;

import org.jspecify.annotations.NullMarked;
