package cronium.server.domain;

/**
 * How far a rollout is, counted in targets. A target that is tried again counts once, as its last attempt ends.
 *
 * @param targets all of them
 * @param started those that were run on, or could not be; the first ones in their order
 * @param ended those of them that are over
 * @param failed those of them that did not exit with 0
 */
public record RolloutProgress(int targets, int started, int ended, int failed) {
    /** @throws IllegalArgumentException if a part is more than the whole */
    public RolloutProgress {
        if (failed < 0 || failed > ended || ended > started || started > targets) {
            throw new IllegalArgumentException("expected failed <= ended <= started <= targets, found " + failed + ", "
                    + ended + ", " + started + ", " + targets);
        }
    }

    public int running() {
        return started - ended;
    }
}
