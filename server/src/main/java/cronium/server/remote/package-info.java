/** Hosts as sites of executions: who they are, how they stand, and what runs on them. */
@NullMarked
package cronium.server.remote;

import org.jspecify.annotations.NullMarked;
