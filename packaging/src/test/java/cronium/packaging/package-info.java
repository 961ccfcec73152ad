@NullMarked
package cronium.packaging;

import org.jspecify.annotations.NullMarked;
