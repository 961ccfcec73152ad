package cronium.protocol;

import java.util.Optional;

/** The kinds of frames. Those of a client and those of a runner have no number in common. */
public enum FrameType {
    CLIENT_HELLO(0x01),
    HAS_PAYLOAD(0x02),
    UPLOAD_BEGIN(0x03),
    UPLOAD_CHUNK(0x04),
    UPLOAD_END(0x05),
    SUBMIT(0x06),
    FOLLOW(0x07),
    CREDIT(0x08),
    UNFOLLOW(0x09),
    CANCEL(0x0a),
    ACKNOWLEDGE(0x0b),
    LIST(0x0c),
    GET_STATUS(0x0d),
    PING(0x0e),
    GOODBYE(0x0f),
    RUNNER_HELLO(0x41),
    DONE(0x42),
    REFUSED(0x43),
    PAYLOAD_STATE(0x44),
    ACCEPTED(0x45),
    ALREADY_KNOWN(0x46),
    STARTED(0x47),
    OUTPUT(0x48),
    ENDED(0x49),
    LOST(0x4a),
    EXECUTIONS(0x4b),
    STATUS(0x4c),
    PONG(0x4d),
    FAULT(0x4e);

    /** A frame whose type has this bit is skipped by whoever does not know it. */
    public static final int OPTIONAL = 0x80;

    private static final int FIRST_OF_RUNNER = 0x40;

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    boolean isOfRunner() {
        return (code & ~OPTIONAL) >= FIRST_OF_RUNNER;
    }

    boolean isHello() {
        return this == CLIENT_HELLO || this == RUNNER_HELLO;
    }

    static Optional<FrameType> of(int code) {
        for (FrameType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
