@NullMarked
package cronium.testkit;

import org.jspecify.annotations.NullMarked;
