/**
 * Coverage-guided fuzzing: which targets there are, their corpus, and the run that looks for more. The targets themselves stand in
 * the packages that they are about. Nothing here needs the fuzzer to compile.
 */
@NullMarked
package cronium.payload.fuzz;

import org.jspecify.annotations.NullMarked;
