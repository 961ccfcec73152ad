/**
 * The store of runners: where the files of a version lie, how they come there whole, and how they are checked. Bytes in,
 * findings out; what is in an SBOM or a provenance statement is written by packaging, and only read here.
 */
@NullMarked
package cronium.releases;

import org.jspecify.annotations.NullMarked;
