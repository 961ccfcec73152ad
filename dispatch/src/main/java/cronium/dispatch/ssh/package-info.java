/**
 * Connections to hosts by SSH: addresses, strict host keys, logging in, running a command. The only place for the SSH library. What the
 * commands are, others decide.
 */
@NullMarked
package cronium.dispatch.ssh;

import org.jspecify.annotations.NullMarked;
