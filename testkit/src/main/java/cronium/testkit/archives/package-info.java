/**
 * Archives made byte by byte: tar and gzip builders that can say wrong things, and the corpus of hostile archives, each named
 * after its defect. Knows nothing of the code that reads them.
 */
@NullMarked
package cronium.testkit.archives;

import org.jspecify.annotations.NullMarked;
