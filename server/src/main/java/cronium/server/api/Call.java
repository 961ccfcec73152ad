package cronium.server.api;

import cronium.server.domain.InvalidException;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One request and its answer, as the routes see them. One thread's. */
final class Call {
    static final String JSON = "application/json";

    private final Context context;
    private final Route route;
    private final Optional<Caller> caller;

    Call(Context context, Route route, Optional<Caller> caller) {
        this.context = context;
        this.route = route;
        this.caller = caller;
    }

    /** Who calls. Only for routes that need a token. */
    Caller caller() {
        return caller.orElseThrow(() -> new IllegalStateException("expected a caller of " + route.path()));
    }

    String actor() {
        return caller().actor();
    }

    /** A part of the path, decoded. */
    String path(String name) {
        return context.pathParam(name);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(context.header(name));
    }

    Query query() {
        return new Query(Optional.ofNullable(context.queryString()).orElse(""), route.query());
    }

    boolean isHead() {
        return context.method().name().equals("HEAD");
    }

    private boolean hasBody() {
        return context.req().getContentLengthLong() > 0
                || header("Transfer-Encoding").isPresent();
    }

    /** The body, or nothing where the route does not need one and none was sent. */
    Optional<JsonNode> optionalBody() throws ProblemException, IOException {
        return hasBody() ? Optional.of(body()) : Optional.empty();
    }

    /** The body, read within its route's limit. */
    JsonNode body() throws ProblemException, IOException {
        if (!hasBody()) {
            throw ProblemKind.MALFORMED_JSON.with("expected a JSON document in the body, found no body");
        }
        String type = Optional.ofNullable(context.contentType()).orElse("");
        if (!MediaTypes.isJson(type)) {
            throw ProblemKind.UNSUPPORTED_MEDIA_TYPE.with(
                    "expected the content type application/json (in UTF-8), found " + (type.isEmpty() ? "none" : type));
        }
        InputStream in = context.req().getInputStream();
        try {
            if (context.req().getContentLengthLong() > route.body().limit()) {
                throw new BoundedBody.TooLargeException(route.body().limit());
            }
            return Json.read(new BoundedBody(in, route.body().limit(), System::nanoTime));
        } catch (BoundedBody.TooLargeException e) {
            throw ProblemKind.BODY_TOO_LARGE.with(String.valueOf(e.getMessage()));
        }
    }

    /**
     * A body that is no JSON, within its route's limit, to be read as it comes.
     *
     * @throws ProblemException also if its length is told, and is another than expected
     */
    InputStream file(long expected) throws ProblemException, InvalidException, IOException {
        String type = Optional.ofNullable(context.contentType()).orElse("");
        if (!MediaTypes.isBytes(type)) {
            throw ProblemKind.UNSUPPORTED_MEDIA_TYPE.with(
                    "expected the content type application/octet-stream, found " + (type.isEmpty() ? "none" : type));
        }
        long length = context.req().getContentLengthLong();
        if (Math.max(length, expected) > route.body().limit()) {
            throw ProblemKind.BODY_TOO_LARGE.with(
                    "expected a body of at most " + route.body().limit() + " bytes, found more");
        }
        if (length >= 0 && length != expected) {
            throw new InvalidException("", "expected a file of " + expected + " bytes, found " + length);
        }
        return new BoundedBody(context.req().getInputStream(), route.body().limit(), System::nanoTime);
    }

    /** For the answer. */
    Call header(String name, String value) {
        context.res().setHeader(name, value);
        return this;
    }

    void ok(ObjectNode json) throws IOException {
        answer(200, json);
    }

    void answer(int status, ObjectNode json) throws IOException {
        answer(status, JSON, Json.bytes(json));
    }

    void answer(String mediaType, byte[] content) throws IOException {
        answer(200, mediaType, content);
    }

    private void answer(int status, String mediaType, byte[] content) throws IOException {
        context.status(status);
        open(mediaType, OptionalLong.of(content.length)).write(content);
    }

    void noContent() {
        context.status(204);
    }

    /** Begins an answer that is written as it comes; the stream is closed by the server. */
    OutputStream open(String mediaType, OptionalLong length) throws IOException {
        context.res().setContentType(mediaType);
        if (length.isPresent()) {
            context.res().setContentLengthLong(length.getAsLong());
        }
        return context.res().getOutputStream();
    }
}
