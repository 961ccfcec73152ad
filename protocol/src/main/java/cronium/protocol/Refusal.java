package cronium.protocol;

import java.util.Optional;

/** Why a runner does not do what it was asked; the connection goes on. A newer runner may have more. */
public enum Refusal {
    /** The payload is not on the host: upload it, and submit again. */
    PAYLOAD_MISSING("payload-missing"),
    /** The bytes that came are not those that the digest names. They were dropped. */
    PAYLOAD_MISMATCH("payload-mismatch"),
    /** A chunk did not begin where the one before it ended, or there was no beginning. */
    UPLOAD_OUT_OF_ORDER("upload-out-of-order"),
    /** More than the limits of the runner's hello allow. */
    TOO_LARGE("too-large"),
    /** An option of a submission that a client may not give, or that is none. */
    OPTION_REFUSED("option-refused"),
    /** The secrets of a submission cannot be read. */
    SECRETS_INVALID("secrets-invalid"),
    /** As many executions as this runner takes are under way. */
    BUSY("busy"),
    /** The runner takes nothing new: it was told to end. */
    STOPPING("stopping"),
    /** This host never claimed the execution id. */
    EXECUTION_UNKNOWN("execution-unknown"),
    /** The execution must be over for that. */
    EXECUTION_RUNNING("execution-running"),
    /** The execution is over already. */
    EXECUTION_OVER("execution-over"),
    /** The output does not reach that far, or no piece of it begins there. */
    OFFSET_INVALID("offset-invalid"),
    /** The execution is followed on this connection already. */
    FOLLOWED_ALREADY("followed-already"),
    /** The host failed: a full disk, a directory that cannot be written. The message says what. */
    HOST_FAULT("host-fault");

    private final String word;

    Refusal(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<Refusal> of(String word) {
        for (Refusal refusal : values()) {
            if (refusal.word.equals(word)) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }
}
