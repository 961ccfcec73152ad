/**
 * {@code cronium-runner}: the command line, and the stages of one execution in their order. What a stage does stands in the
 * packages below.
 */
@NullMarked
package cronium.runner;

import org.jspecify.annotations.NullMarked;
