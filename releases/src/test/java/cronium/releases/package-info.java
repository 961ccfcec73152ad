@NullMarked
package cronium.releases;

import org.jspecify.annotations.NullMarked;
