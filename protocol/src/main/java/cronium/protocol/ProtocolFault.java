package cronium.protocol;

/** What can be wrong with bytes that should be frames. Each ends the connection. */
public enum ProtocolFault {
    MARKER_MISSING("marker-missing"),
    HELLO_MISSING("hello-missing"),
    HELLO_REPEATED("hello-repeated"),
    VERSION_UNSUPPORTED("version-unsupported"),
    FRAME_EMPTY("frame-empty"),
    FRAME_TOO_LARGE("frame-too-large"),
    TYPE_UNKNOWN("type-unknown"),
    BODY_TOO_SHORT("body-too-short"),
    BODY_TOO_LONG("body-too-long"),
    TEXT_NOT_UTF8("text-not-utf8"),
    VALUE_INVALID("value-invalid");

    private final String word;

    ProtocolFault(String word) {
        this.word = word;
    }

    /** As it stands in a {@link RunnerMessage.Fault} and in the document. */
    public String word() {
        return word;
    }
}
