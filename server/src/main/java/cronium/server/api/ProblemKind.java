package cronium.server.api;

import java.util.Locale;

/** The kinds of failure that a caller can tell apart, as {@code docs/api.md} lists them. */
public enum ProblemKind {
    INVALID(400, "The request is refused"),
    MALFORMED_JSON(400, "The body is not JSON"),
    UNAUTHENTICATED(401, "A token is needed"),
    FORBIDDEN(403, "The token may not do this"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "Not with this method"),
    NOT_ACCEPTABLE(406, "Not in this form"),
    BODY_TOO_SLOW(408, "The body took too long"),
    CONFLICT(409, "Somebody else was faster"),
    EVENT_DISABLED(409, "The event is disabled"),
    EXECUTION_OVER(409, "The execution is over"),
    ROLLOUT_OVER(409, "The rollout is over"),
    HOST_UNREACHABLE(409, "Nothing can run on the host"),
    NAME_TAKEN(409, "The name is taken"),
    PRECONDITION_FAILED(412, "It is not as expected"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is in another form"),
    IDEMPOTENCY_MISMATCH(422, "The key was used for another request"),
    TOO_MANY_FAILURES(429, "Too many failures"),
    INTERNAL(500, "The control plane is at fault"),
    DATABASE(503, "The database does not answer"),
    NOT_READY(503, "Not ready");

    private final int status;
    private final String title;

    ProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** A URN, such as {@code urn:cronium:problem:not-found}. */
    public String type() {
        return "urn:cronium:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A problem to be thrown. */
    ProblemException with(String detail) {
        return new ProblemException(Problem.of(this, detail));
    }
}
