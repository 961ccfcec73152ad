package cronium.protocol;

import java.util.List;
import java.util.Optional;

/** What a runner says: an answer repeats the number of its request, the rest comes when there is something to say. */
public sealed interface RunnerMessage extends Message {

    /**
     * The first frame.
     *
     * @param software name and version, for people
     * @param platform such as {@code linux-amd64}
     * @param mostPayloadBytes the largest payload that it takes
     * @param mostExecutions that it runs at once
     */
    record Hello(
            int major,
            int minor,
            String software,
            String platform,
            List<String> capabilities,
            long mostPayloadBytes,
            int mostExecutions)
            implements RunnerMessage {
        public Hello {
            capabilities = HelloChecks.checked(major, minor, software, capabilities);
            Checks.word("a platform", platform);
            Checks.notNegative("a size", mostPayloadBytes);
            Checks.that(mostExecutions >= 1, "at least 1 execution", mostExecutions);
        }

        @Override
        public FrameType type() {
            return FrameType.RUNNER_HELLO;
        }
    }

    /** It was done. */
    record Done(long request) implements RunnerMessage {
        @Override
        public FrameType type() {
            return FrameType.DONE;
        }
    }

    /**
     * It was not done.
     *
     * @param code for programs, of {@link Refusal} unless the runner is newer
     * @param message for people: what was expected, what was found
     */
    record Refused(long request, String code, String message) implements RunnerMessage {
        public Refused {
            Checks.word("a code", code);
        }

        public Optional<Refusal> refusal() {
            return Refusal.of(code);
        }

        @Override
        public FrameType type() {
            return FrameType.REFUSED;
        }
    }

    /**
     * What is here of a payload.
     *
     * @param offset how many of its bytes are; all of them if it is present
     */
    record PayloadState(long request, Sha256 payload, boolean present, long offset) implements RunnerMessage {
        public PayloadState {
            Checks.notNegative("an offset", offset);
        }

        @Override
        public FrameType type() {
            return FrameType.PAYLOAD_STATE;
        }
    }

    /** The execution id is claimed for good, on disk, and the payload is being verified. */
    record Accepted(long request, String execution) implements RunnerMessage {
        public Accepted {
            Checks.executionId(execution);
        }

        @Override
        public FrameType type() {
            return FrameType.ACCEPTED;
        }
    }

    /** The id was claimed before; nothing is started. If credit came with the submission, it is followed all the same. */
    record AlreadyKnown(long request, ExecutionStatus status) implements RunnerMessage {
        @Override
        public FrameType type() {
            return FrameType.ALREADY_KNOWN;
        }
    }

    /**
     * The script of a submission on this connection begins to run. Before all its output.
     *
     * @param epochMillis when, by the host's clock
     */
    record Started(String execution, long epochMillis) implements RunnerMessage {
        public Started {
            Checks.executionId(execution);
        }

        @Override
        public FrameType type() {
            return FrameType.STARTED;
        }
    }

    /**
     * Output of what is followed, without gaps.
     *
     * @param offset where it stands in the journal
     * @param next where the next piece does: to follow from there is to miss nothing
     * @param nanos since the start of the script, on a monotonic clock
     */
    record Output(String execution, long offset, long next, Stream stream, long nanos, Bytes bytes)
            implements RunnerMessage {
        public Output {
            Checks.executionId(execution);
            Checks.notNegative("an offset", offset);
            Checks.that(next > offset, "a next offset above " + offset, Long.toUnsignedString(next));
            Checks.that(!bytes.isEmpty(), "output of at least 1 byte", bytes.length());
            Checks.piece("output", bytes);
        }

        @Override
        public FrameType type() {
            return FrameType.OUTPUT;
        }
    }

    /**
     * What is followed is over, and all its output was sent. It is not followed any more.
     *
     * @param offset the end of the output
     * @param result the runner's result file, JSON, docs/result.schema.json
     */
    record Ended(String execution, long offset, Bytes result) implements RunnerMessage {
        public Ended {
            Checks.executionId(execution);
            Checks.notNegative("an offset", offset);
            Checks.piece("a result", result);
        }

        @Override
        public FrameType type() {
            return FrameType.ENDED;
        }
    }

    /** The runner of what is followed died: all output there is was sent, and a result will never come. It is not followed any more. */
    record Lost(String execution, long offset) implements RunnerMessage {
        public Lost {
            Checks.executionId(execution);
            Checks.notNegative("an offset", offset);
        }

        @Override
        public FrameType type() {
            return FrameType.LOST;
        }
    }

    /**
     * What {@link ClientMessage.ListExecutions} asked for.
     *
     * @param more whether another frame with this request's number follows
     */
    record Executions(long request, boolean more, List<ExecutionStatus> executions) implements RunnerMessage {
        public Executions {
            Checks.elements("executions", executions);
            executions = List.copyOf(executions);
        }

        @Override
        public FrameType type() {
            return FrameType.EXECUTIONS;
        }
    }

    record Status(long request, ExecutionStatus status) implements RunnerMessage {
        @Override
        public FrameType type() {
            return FrameType.STATUS;
        }
    }

    record Pong(long request) implements RunnerMessage {
        @Override
        public FrameType type() {
            return FrameType.PONG;
        }
    }

    /**
     * The client broke the protocol: the last frame before the end of the connection. What runs goes on.
     *
     * @param code of {@link ProtocolFault} unless the runner is newer
     */
    record Fault(String code, String message) implements RunnerMessage {
        public Fault {
            Checks.word("a code", code);
        }

        @Override
        public FrameType type() {
            return FrameType.FAULT;
        }
    }
}
