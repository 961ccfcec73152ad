package cronium.server.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How an execution ended: the runner's outcomes, and what only the control plane can say. */
public enum Outcome {
    EXITED,
    SIGNALLED,
    TIMED_OUT,
    OUT_OF_MEMORY,
    CPU_TIME_EXCEEDED,
    PROCESSES_EXCEEDED,
    OUTPUT_EXCEEDED,
    DISK_EXCEEDED,
    FILE_SIZE_EXCEEDED,
    OUTPUT_LOST,
    LOST_CONTROL,
    CANCELLED,
    REJECTED,
    NOT_STARTED,
    /** The runner is gone and left no result: the script may have done its work, or part of it. */
    LOST;

    /** As the runner's results, the database and the API have it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Outcome> named(String text) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.text().equals(text))
                .findFirst();
    }
}
