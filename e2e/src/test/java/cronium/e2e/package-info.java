/**
 * Tests of the packaged programs, driven as processes and judged by what anybody can see: exit codes, output, result files,
 * {@code /proc} and the disk. No class of Cronium's but the test kit's is used here.
 */
@NullMarked
package cronium.e2e;

import org.jspecify.annotations.NullMarked;
