/**
 * Events as documents, and what it takes to save one: reading what a caller gave with all its faults, the canonical form that
 * versions are compared and kept by, and a new version with its payload. No SQL, no HTTP.
 */
@NullMarked
package cronium.server.events;

import org.jspecify.annotations.NullMarked;
