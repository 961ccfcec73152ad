/**
 * Many executions over one stream: takes the messages of a client, starts executions and sends their output from their journals. How an
 * execution is run is not known here; how bytes are messages is the protocol's.
 */
@NullMarked
package cronium.runner.serve;

import org.jspecify.annotations.NullMarked;
