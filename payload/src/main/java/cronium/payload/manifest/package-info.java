/**
 * Manifest v1: the bytes of a payload's {@code manifest.yaml} in, an immutable {@link cronium.payload.manifest.Manifest}
 * or every fault of it out. Pure: no clocks or environment, and no files but in {@code ManifestFile}. The YAML library is met only in {@code YamlEvents} and
 * {@code YamlTree}. What is done with a manifest (packing, launching) does not belong here.
 */
@NullMarked
package cronium.payload.manifest;

import org.jspecify.annotations.NullMarked;
