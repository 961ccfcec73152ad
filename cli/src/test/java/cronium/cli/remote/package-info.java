@NullMarked
package cronium.cli.remote;

import org.jspecify.annotations.NullMarked;
