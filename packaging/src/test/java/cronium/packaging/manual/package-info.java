@NullMarked
package cronium.packaging.manual;

import org.jspecify.annotations.NullMarked;
