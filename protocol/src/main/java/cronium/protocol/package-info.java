/**
 * What crosses a connection between a client and {@code cronium-runner serve}: the messages as values, and their form in bytes, as
 * {@code docs/protocol.md} has it. Bytes in, messages out, and the other way round; no input, no output, no threads.
 */
@NullMarked
package cronium.protocol;

import org.jspecify.annotations.NullMarked;
