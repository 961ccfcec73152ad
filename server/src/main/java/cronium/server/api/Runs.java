package cronium.server.api;

import cronium.server.domain.EventVersion;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Target;
import cronium.server.domain.Trigger;
import cronium.server.store.CancelAnswer;
import cronium.server.store.OnceKey;
import cronium.server.store.QueuedOnce;
import java.util.Map;
import java.util.Optional;

/** What begins and ends executions. Thread-safe. */
public interface Runs {
    /**
     * Queues one execution.
     *
     * @param key if the request has one, it queues one execution however often it comes
     * @param environment added to, and stronger than, that of the version
     * @throws InvalidException naming {@code environment} or {@code target}
     */
    QueuedOnce start(
            EventVersion version,
            Target target,
            Map<String, String> environment,
            Trigger trigger,
            String actor,
            Optional<OnceKey> key)
            throws InvalidException;

    /** Asks for an execution's end. */
    CancelAnswer cancel(String id, String actor);
}
