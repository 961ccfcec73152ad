/**
 * What the runner keeps on disk: the claim of an execution while it is under way, its result, and the journal that stays. Knows no process
 * but the owner of a claim.
 */
@NullMarked
package cronium.runner.journal;

import org.jspecify.annotations.NullMarked;
