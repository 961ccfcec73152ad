@NullMarked
package cronium.runner.secrets;

import org.jspecify.annotations.NullMarked;
