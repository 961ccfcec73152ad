/** What it takes to save an event: a new version with its payload, or nothing if nothing changed. */
@NullMarked
package cronium.server.events;

import org.jspecify.annotations.NullMarked;
