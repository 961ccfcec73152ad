@NullMarked
package cronium.protocol;

import org.jspecify.annotations.NullMarked;
