/** Hosts as the control plane sees them: connections to the runners on them, kept open as long as they are of use. */
@NullMarked
package cronium.dispatch.hosts;

import org.jspecify.annotations.NullMarked;
