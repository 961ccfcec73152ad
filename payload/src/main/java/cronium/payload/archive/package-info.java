/**
 * The payload's container: reading, unpacking and making {@code tar.gz} files. Whatever a hostile archive can say is refused
 * here, by name; nothing here knows manifests or signatures. Threads: every object belongs to one thread.
 */
@NullMarked
package cronium.payload.archive;

import org.jspecify.annotations.NullMarked;
