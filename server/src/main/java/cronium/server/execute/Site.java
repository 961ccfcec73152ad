package cronium.server.execute;

import cronium.server.domain.Execution;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** Where executions run: this machine, or hosts. */
public interface Site extends AutoCloseable {
    /** For messages. */
    String name();

    /** Claims what is due there and has waited longest. */
    Optional<Execution> claim(Instant now);

    /** When the next one is due there, of those that are due later than the given time. */
    Optional<Instant> nextDue(Instant after);

    /** Whether an execution runs there. */
    boolean has(Execution execution);

    /**
     * What runs it.
     *
     * @param isTakenUp whether an earlier server claimed it
     */
    Job job(Execution execution, boolean isTakenUp);

    /** Removes what an earlier server left there of executions that are over; called once, before anything is claimed. */
    void sweep(Predicate<String> isRunning) throws IOException;

    @Override
    void close() throws IOException;
}
