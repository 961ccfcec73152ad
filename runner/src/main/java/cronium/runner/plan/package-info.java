/**
 * What to launch: from a manifest, a place and what the caller asked for, to one {@link cronium.runner.plan.LaunchPlan}.
 * Pure but for looking whether an interpreter is there; starts nothing.
 */
@NullMarked
package cronium.runner.plan;

import org.jspecify.annotations.NullMarked;
