/**
 * Running what is queued, on this machine: a runner for each execution, its journal followed into the database, its end settled,
 * and all of it taken up again after the server was killed.
 */
@NullMarked
package cronium.server.execute;

import org.jspecify.annotations.NullMarked;
