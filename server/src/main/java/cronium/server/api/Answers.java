package cronium.server.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Puts a problem on the wire. */
final class Answers {
    private Answers() {}

    static void problem(HttpServletResponse response, Problem problem) throws IOException {
        byte[] body = problem.toBytes();
        // What a handler had begun to say of a success does not hold any more.
        response.reset();
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        problem.headers().forEach(response::setHeader);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
