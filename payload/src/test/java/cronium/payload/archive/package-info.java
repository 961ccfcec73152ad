@NullMarked
package cronium.payload.archive;

import org.jspecify.annotations.NullMarked;
