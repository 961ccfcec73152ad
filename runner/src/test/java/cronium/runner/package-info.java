@NullMarked
package cronium.runner;

import org.jspecify.annotations.NullMarked;
