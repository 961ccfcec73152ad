package cronium.server.store;

import cronium.server.domain.Rollout;

/** What became of a rollout that was to begin once. */
public sealed interface RolloutOnce {
    /** It began now. */
    record Now(Rollout rollout) implements RolloutOnce {}

    /** The same request began this one before. */
    record Before(Rollout rollout) implements RolloutOnce {}

    /** The key was used for another request; nothing begins. */
    record OtherRequest() implements RolloutOnce {}
}
