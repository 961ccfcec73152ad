@NullMarked
package cronium.payload;

import org.jspecify.annotations.NullMarked;
