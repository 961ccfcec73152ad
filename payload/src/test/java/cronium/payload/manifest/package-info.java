@NullMarked
package cronium.payload.manifest;

import org.jspecify.annotations.NullMarked;
