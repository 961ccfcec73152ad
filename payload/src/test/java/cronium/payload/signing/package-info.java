@NullMarked
package cronium.payload.signing;

import org.jspecify.annotations.NullMarked;
