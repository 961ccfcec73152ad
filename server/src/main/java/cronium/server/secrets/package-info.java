/** The secrets that scripts are given: sealed in the database, opened when one is needed. What masks them is the runner's. */
@NullMarked
package cronium.server.secrets;

import org.jspecify.annotations.NullMarked;
