@NullMarked
package cronium.cli.show;

import org.jspecify.annotations.NullMarked;
