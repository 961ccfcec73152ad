@NullMarked
package cronium.cli;

import org.jspecify.annotations.NullMarked;
