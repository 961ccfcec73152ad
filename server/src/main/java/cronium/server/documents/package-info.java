/**
 * Events as documents: reading what a caller gave with all its faults, and the canonical form that versions are compared, kept and
 * packed by. Pure.
 */
@NullMarked
package cronium.server.documents;

import org.jspecify.annotations.NullMarked;
