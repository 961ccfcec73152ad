package cronium.server.execute;

import cronium.server.domain.Ending;
import java.io.IOException;
import java.util.Optional;

/** One execution that was claimed. {@link #run} and {@link #settled} are one thread's, the rest anybody's. */
public interface Job {
    /**
     * Runs it from where it is to its end. May be called again after it threw something.
     *
     * @return how it ended; empty if it was {@linkplain #stop let go} before
     */
    Optional<Ending> run() throws IOException, InterruptedException;

    /** Lets go: what runs goes on, and the next start of the server takes it up. */
    void stop();

    /** Has it end soon. */
    void cancel();

    /** Whether it may run, or may have run, so that trying again later may tell. */
    boolean isUnderWay();

    /** Its end is in the database: nothing needs to be kept where it ran. */
    void settled() throws IOException;
}
