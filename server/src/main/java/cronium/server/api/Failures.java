package cronium.server.api;

import cronium.server.domain.InvalidException;
import cronium.server.store.ConflictException;
import cronium.server.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that turns what was thrown into what is answered. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** What is our own fault is logged, and told without its reason. */
    static Problem problem(Throwable failure, String operation) {
        return switch (failure) {
            case ProblemException e -> e.problem();
            case InvalidException e -> Problem.invalid(e.problems());
            case ConflictException e -> Problem.of(ProblemKind.CONFLICT, String.valueOf(e.getMessage()));
            case BoundedBody.TooSlowException e ->
                Problem.of(ProblemKind.BODY_TOO_SLOW, String.valueOf(e.getMessage()));
            case StoreException e -> {
                LOG.error("{}: the database failed", operation, e);
                yield Problem.of(
                        ProblemKind.DATABASE, "expected the database to answer, found a failure; try again later");
            }
            default -> {
                LOG.error("{}: failed", operation, failure);
                yield Problem.of(
                        ProblemKind.INTERNAL, "expected to carry it out, found a failure; the server's log has it");
            }
        };
    }
}
