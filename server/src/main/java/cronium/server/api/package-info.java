/**
 * The HTTP API: routes, who may call them, JSON in and out, problems, followers of output, metrics. What is asked for is done by the
 * packages below; no SQL, no rules about events or executions of its own.
 */
@NullMarked
package cronium.server.api;

import org.jspecify.annotations.NullMarked;
