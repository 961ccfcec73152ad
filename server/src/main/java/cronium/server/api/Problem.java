package cronium.server.api;

import cronium.server.domain.FieldProblem;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A failure as it is answered (RFC 9457).
 *
 * @param type of its kind
 * @param detail expected, found, and what can be done; never a secret
 * @param errors the faults of single fields
 * @param headers that are answered with it
 */
record Problem(
        String type, String title, int status, String detail, List<FieldProblem> errors, Map<String, String> headers) {
    static final String MEDIA_TYPE = "application/problem+json";

    Problem {
        errors = List.copyOf(errors);
        headers = Map.copyOf(headers);
    }

    static Problem of(ProblemKind kind, String detail) {
        return new Problem(kind.type(), kind.title(), kind.status(), detail, List.of(), Map.of());
    }

    static Problem invalid(List<FieldProblem> errors) {
        String detail = errors.size() == 1
                ? errors.getFirst().toString()
                : errors.size() + " faults were found; errors has each of them";
        ProblemKind kind = ProblemKind.INVALID;
        return new Problem(kind.type(), kind.title(), kind.status(), detail, errors, Map.of());
    }

    /** What the HTTP server refuses by itself, such as a header that is too long. */
    static Problem ofStatus(int status, String detail) {
        String title = String.valueOf(HttpStatus.getMessage(status));
        return new Problem("about:blank", title, status, detail, List.of(), Map.of());
    }

    Problem withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(type, title, status, detail, errors, more);
    }

    byte[] toBytes() {
        ObjectNode json = Json.object()
                .put("type", type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        if (!errors.isEmpty()) {
            ArrayNode list = json.putArray("errors");
            for (FieldProblem error : errors) {
                list.addObject().put("field", error.field()).put("message", error.message());
            }
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
