/**
 * The runner on a host: which one fits, whether it is there, bringing it there once, whole or not at all. What is said to it, others
 * know.
 */
@NullMarked
package cronium.dispatch.install;

import org.jspecify.annotations.NullMarked;
