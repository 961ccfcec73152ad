@NullMarked
package cronium.runner.contain;

import org.jspecify.annotations.NullMarked;
