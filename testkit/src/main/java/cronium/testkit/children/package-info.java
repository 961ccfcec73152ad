/**
 * Programs that misbehave on purpose, for whatever supervises programs. Small bash and Python scripts, kept as resources;
 * each says {@code ready} before a test goes on, and ends by itself after a minute if nobody ends it.
 */
@NullMarked
package cronium.testkit.children;

import org.jspecify.annotations.NullMarked;
