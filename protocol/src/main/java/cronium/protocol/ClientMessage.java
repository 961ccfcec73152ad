package cronium.protocol;

import java.util.List;

/**
 * What a client says. A {@code request} is a number of the client's choice; the one answer to it repeats it. What has no number has no
 * answer.
 */
public sealed interface ClientMessage extends Message {

    /**
     * The first frame.
     *
     * @param software name and version, for people
     */
    record Hello(int major, int minor, String software, List<String> capabilities) implements ClientMessage {
        public Hello {
            capabilities = HelloChecks.checked(major, minor, software, capabilities);
        }

        @Override
        public FrameType type() {
            return FrameType.CLIENT_HELLO;
        }
    }

    /** Is the payload here? Answer: {@link RunnerMessage.PayloadState}. */
    record HasPayload(long request, Sha256 payload) implements ClientMessage {
        @Override
        public FrameType type() {
            return FrameType.HAS_PAYLOAD;
        }
    }

    /**
     * An upload is to begin, or to go on. Answer: {@link RunnerMessage.PayloadState} with the offset at which it does, or
     * {@link RunnerMessage.Refused}.
     *
     * @param size of the whole payload in bytes, at least 1
     */
    record UploadBegin(long request, Sha256 payload, long size) implements ClientMessage {
        public UploadBegin {
            Checks.that(size >= 1, "a size of at least 1", Long.toUnsignedString(size));
        }

        @Override
        public FrameType type() {
            return FrameType.UPLOAD_BEGIN;
        }
    }

    /** The next bytes. What is wrong with them is said at the end of the upload. */
    record UploadChunk(Sha256 payload, long offset, Bytes bytes) implements ClientMessage {
        public UploadChunk {
            Checks.notNegative("an offset", offset);
            Checks.that(!bytes.isEmpty(), "a chunk of at least 1 byte", bytes.length());
            Checks.piece("a chunk", bytes);
        }

        @Override
        public FrameType type() {
            return FrameType.UPLOAD_CHUNK;
        }
    }

    /** All is sent. Answer: {@link RunnerMessage.PayloadState}, or {@link RunnerMessage.Refused}. */
    record UploadEnd(long request, Sha256 payload) implements ClientMessage {
        @Override
        public FrameType type() {
            return FrameType.UPLOAD_END;
        }
    }

    /**
     * Runs a payload under an execution id, at most once. Answer: {@link RunnerMessage.Accepted}, {@link RunnerMessage.AlreadyKnown} or
     * {@link RunnerMessage.Refused}.
     *
     * @param content of the payload, if it is sent along; empty if it should be on the host
     * @param proof its signature and what else stands beside it
     * @param options words as for {@code cronium-runner run}, those that docs/protocol.md names
     * @param secrets lines as {@code --secrets-from} reads them; empty for none
     * @param credit to follow the output from its beginning at once, as in {@link Follow}; 0 does not follow
     */
    record Submit(
            long request,
            String execution,
            Sha256 payload,
            Bytes content,
            List<ProofFile> proof,
            List<String> options,
            Bytes secrets,
            long credit)
            implements ClientMessage {
        public Submit {
            Checks.executionId(execution);
            Checks.piece("a payload in a submission", content);
            Checks.elements("proofs", proof);
            Checks.elements("options", options);
            Checks.piece("secrets", secrets);
            Checks.notNegative("a credit", credit);
            proof = List.copyOf(proof);
            options = List.copyOf(options);
        }

        @Override
        public FrameType type() {
            return FrameType.SUBMIT;
        }

        /** Options may have values that are not for everybody. */
        @Override
        public String toString() {
            return "Submit[request=" + request + ", execution=" + execution + ", payload=" + payload + ", "
                    + options.size() + " options]";
        }
    }

    /**
     * Sends the output from there on, and in the end {@link RunnerMessage.Ended} or {@link RunnerMessage.Lost}. Answer:
     * {@link RunnerMessage.Done} before the first of it, or {@link RunnerMessage.Refused}.
     *
     * @param offset 0, the {@code next} of an output frame, or {@link #AT_THE_END} for the end alone
     * @param credit bytes of output that may be sent; a frame is sent while it is above 0
     */
    record Follow(long request, String execution, long offset, long credit) implements ClientMessage {
        /** No output, only how it ended. */
        public static final long AT_THE_END = Long.MAX_VALUE;

        public Follow {
            Checks.executionId(execution);
            Checks.notNegative("an offset", offset);
            Checks.notNegative("a credit", credit);
        }

        @Override
        public FrameType type() {
            return FrameType.FOLLOW;
        }
    }

    /** So many bytes more may be sent. Ignored for what is not followed. */
    record Credit(String execution, long bytes) implements ClientMessage {
        public Credit {
            Checks.executionId(execution);
            Checks.notNegative("a credit", bytes);
        }

        @Override
        public FrameType type() {
            return FrameType.CREDIT;
        }
    }

    /** Sends no more of it. Answer: {@link RunnerMessage.Done}, after the last frame that was sent of it. */
    record Unfollow(long request, String execution) implements ClientMessage {
        public Unfollow {
            Checks.executionId(execution);
        }

        @Override
        public FrameType type() {
            return FrameType.UNFOLLOW;
        }
    }

    /**
     * Stops an execution as SIGTERM to {@code cronium-runner run} does. Answer: {@link RunnerMessage.Done} once it is asked to stop, or
     * {@link RunnerMessage.Refused}.
     *
     * @param graceMillis after which SIGKILL follows; {@link #OWN_GRACE} for the execution's own
     */
    record Cancel(long request, String execution, long graceMillis) implements ClientMessage {
        public static final long OWN_GRACE = Long.MAX_VALUE;

        public Cancel {
            Checks.executionId(execution);
            Checks.notNegative("a grace", graceMillis);
        }

        @Override
        public FrameType type() {
            return FrameType.CANCEL;
        }
    }

    /** Removes output and result of what is over; the id stays claimed. Answer: {@link RunnerMessage.Done} or {@link RunnerMessage.Refused}. */
    record Acknowledge(long request, String execution) implements ClientMessage {
        public Acknowledge {
            Checks.executionId(execution);
        }

        @Override
        public FrameType type() {
            return FrameType.ACKNOWLEDGE;
        }
    }

    /** All executions that are not acknowledged. Answer: {@link RunnerMessage.Executions}, several if they are many. */
    record ListExecutions(long request) implements ClientMessage {
        @Override
        public FrameType type() {
            return FrameType.LIST;
        }
    }

    /** Answer: {@link RunnerMessage.Status}, also for an id that the host does not know. */
    record GetStatus(long request, String execution) implements ClientMessage {
        public GetStatus {
            Checks.executionId(execution);
        }

        @Override
        public FrameType type() {
            return FrameType.GET_STATUS;
        }
    }

    /** Answer: {@link RunnerMessage.Pong}. */
    record Ping(long request) implements ClientMessage {
        @Override
        public FrameType type() {
            return FrameType.PING;
        }
    }

    /** Nothing more will come; the runner ends when what it runs is over. The same as closing the connection. */
    record Goodbye() implements ClientMessage {
        @Override
        public FrameType type() {
            return FrameType.GOODBYE;
        }
    }
}
