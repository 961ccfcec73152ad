package cronium.cli.remote;

import java.io.IOException;
import java.util.stream.Collectors;

/** The server answered, and the answer is no. The message is the reason, then a line for each fault of a field. */
public final class RefusedException extends IOException {
    private final transient Problem problem;

    RefusedException(Problem problem) {
        super(message(problem));
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /** Whether the same call may well be answered a little later: too many requests, or a server or proxy in trouble. */
    public boolean isPassing() {
        return switch (problem.status()) {
            case 429, 502, 503, 504 -> true;
            default -> false;
        };
    }

    private static String message(Problem problem) {
        String hint = switch (problem.status()) {
            case 401 -> "; give a token in CRONIUM_TOKEN, with --token-file or in ~/.config/cronium/client.json";
            case 403 -> "; another token may do it: cronium token create";
            default -> "";
        };
        return problem.sentence()
                + hint
                + problem.errors().stream().map(error -> "\n" + error).collect(Collectors.joining());
    }
}
