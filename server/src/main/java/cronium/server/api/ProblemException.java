package cronium.server.api;

/** Ends a request with a problem. */
final class ProblemException extends Exception {
    private final transient Problem problem;

    ProblemException(Problem problem) {
        // It is an answer, not a fault of ours: nobody reads its stack.
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
