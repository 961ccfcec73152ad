package cronium.server.remote;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Of which executions nothing is known at the moment, and why: their hosts do not answer. Thread-safe. */
public final class Standing {
    /**
     * Since when, and the last reason.
     *
     * @param reason a sentence for people
     */
    public record Unknown(Instant since, String reason) {}

    private final Map<String, Unknown> all = new ConcurrentHashMap<>();

    /** Empty if it is known how that execution stands. */
    public Optional<Unknown> of(String executionId) {
        return Optional.ofNullable(all.get(executionId));
    }

    /** Whether it was known before. */
    boolean unknown(String executionId, String reason, Instant now) {
        Unknown found =
                all.compute(executionId, (_, before) -> new Unknown(before == null ? now : before.since(), reason));
        return found.since().equals(now);
    }

    /** Whether it was unknown before. */
    boolean known(String executionId) {
        return all.remove(executionId) != null;
    }
}
