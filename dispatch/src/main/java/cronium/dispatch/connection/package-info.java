/**
 * Talking to {@code cronium-runner serve} over a pair of streams: what is asked, what comes back, and running one execution to its end
 * over connections that may be lost. Where the streams come from, others decide.
 */
@NullMarked
package cronium.dispatch.connection;

import org.jspecify.annotations.NullMarked;
