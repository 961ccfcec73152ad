package cronium.server.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/** Answers requests that no route is for. */
final class Unrouted {
    private Unrouted() {}

    static void method(Context context, Set<String> allowed) {
        String methods = String.join(", ", allowed);
        answer(
                context,
                Problem.of(
                                ProblemKind.METHOD_NOT_ALLOWED,
                                "expected one of " + methods + ", found "
                                        + context.method().name())
                        .withHeader("Allow", methods));
    }

    static void status(Context context, int status) {
        answer(
                context,
                status == ProblemKind.NOT_FOUND.status()
                        ? Problem.of(
                                ProblemKind.NOT_FOUND,
                                "expected a path of the API, found another; /openapi.yaml has all of them")
                        : Problem.ofStatus(status, "expected a request that can be answered"));
    }

    private static void answer(Context context, Problem problem) {
        try {
            Dispatch.problem(context, problem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
