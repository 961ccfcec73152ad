@NullMarked
package cronium.cli.event;

import org.jspecify.annotations.NullMarked;
