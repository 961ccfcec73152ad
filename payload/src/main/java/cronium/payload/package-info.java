/**
 * The payload format: bytes in, verified values out. Nothing here starts a process, opens a socket or knows the runner.
 */
@NullMarked
package cronium.payload;

import org.jspecify.annotations.NullMarked;
