/**
 * Manifests that must be refused, made by code and named by their defect, for whatever reads manifests. Nothing here knows
 * the parser: the expected code and words stand beside each manifest.
 */
@NullMarked
package cronium.testkit.manifests;

import org.jspecify.annotations.NullMarked;
