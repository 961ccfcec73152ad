/**
 * What the script prints, on its way out: read from the pipes, counted and digested, written in one of four formats. One
 * thread does it all for an execution, so there is one order, and memory is bounded however long a line is.
 */
@NullMarked
package cronium.runner.output;

import org.jspecify.annotations.NullMarked;
