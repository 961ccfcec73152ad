package cronium.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.server.domain.Bytes;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What was answered. Every failure is checked to be a problem, whatever the test is about. */
record Reply(String request, int status, HttpHeaders headers, Bytes content) {
    static Reply of(HttpRequest request, HttpResponse<byte[]> response) {
        Reply reply = new Reply(
                request.method() + " " + request.uri().getPath(),
                response.statusCode(),
                response.headers(),
                Bytes.of(response.body()));
        if (reply.status >= 400 && !request.method().equals("HEAD")) {
            assertThat(reply.header("Content-Type")).as(reply.toString()).contains("application/problem+json");
            assertThat(reply.json().get("status").intValue())
                    .as(reply.toString())
                    .isEqualTo(reply.status);
            assertThat(reply.json().get("type").stringValue())
                    .as(reply.toString())
                    .matches("urn:cronium:problem:[a-z-]+|about:blank");
        }
        return reply;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    byte[] body() {
        return content.toArray();
    }

    String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return Json.trusted(text());
    }

    /** Asserts the status, and returns the document. */
    JsonNode json(int expected) {
        assertThat(status).as(toString()).isEqualTo(expected);
        return json();
    }

    Reply expect(int expected) {
        assertThat(status).as(toString()).isEqualTo(expected);
        return this;
    }

    /** Asserts that it is that problem. */
    Reply expect(ProblemKind kind) {
        assertThat(status).as(toString()).isEqualTo(kind.status());
        assertThat(json().get("type").stringValue()).as(toString()).isEqualTo(kind.type());
        return this;
    }

    /** The fields that a refusal names. */
    List<String> fields() {
        expect(ProblemKind.INVALID);
        return json().get("errors")
                .valueStream()
                .map(error -> error.get("field").stringValue())
                .toList();
    }

    @Override
    public String toString() {
        String text = text();
        return request + ": " + status + " " + (text.length() > 2_000 ? text.substring(0, 2_000) : text);
    }
}
