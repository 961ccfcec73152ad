/**
 * Payloads of versions: made as a pure function of the version, signed, kept as files by their content, made again when they
 * are missing, removed when nobody needs them.
 */
@NullMarked
package cronium.server.payloads;

import org.jspecify.annotations.NullMarked;
