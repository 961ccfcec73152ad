package cronium.protocol;

/** The fields of a runner's frames in their order; reading and writing stand side by side. */
final class RunnerBodies {
    private RunnerBodies() {}

    static void write(RunnerMessage message, BodyWriter out) {
        switch (message) {
            case RunnerMessage.Hello hello ->
                out.u16(hello.major())
                        .u16(hello.minor())
                        .text(hello.software())
                        .text(hello.platform())
                        .list(hello.capabilities(), BodyWriter::text)
                        .u64(hello.mostPayloadBytes())
                        .u32(hello.mostExecutions());
            case RunnerMessage.Done done -> out.u64(done.request());
            case RunnerMessage.Refused refused ->
                out.u64(refused.request()).text(refused.code()).text(refused.message());
            case RunnerMessage.PayloadState state ->
                out.u64(state.request())
                        .digest(state.payload())
                        .flag(state.present())
                        .u64(state.offset());
            case RunnerMessage.Accepted accepted -> out.u64(accepted.request()).text(accepted.execution());
            case RunnerMessage.AlreadyKnown known -> write(known.status(), out.u64(known.request()));
            case RunnerMessage.Started started -> out.text(started.execution()).u64(started.epochMillis());
            case RunnerMessage.Output output ->
                out.text(output.execution())
                        .u64(output.offset())
                        .u64(output.next())
                        .u8(output.stream().code())
                        .u64(output.nanos())
                        .bytes(output.bytes());
            case RunnerMessage.Ended ended ->
                out.text(ended.execution()).u64(ended.offset()).bytes(ended.result());
            case RunnerMessage.Lost lost -> out.text(lost.execution()).u64(lost.offset());
            case RunnerMessage.Executions executions ->
                out.u64(executions.request())
                        .flag(executions.more())
                        .list(executions.executions(), (to, status) -> write(status, to));
            case RunnerMessage.Status status -> write(status.status(), out.u64(status.request()));
            case RunnerMessage.Pong pong -> out.u64(pong.request());
            case RunnerMessage.Fault fault -> out.text(fault.code()).text(fault.message());
        }
    }

    static RunnerMessage read(FrameType type, BodyReader in) throws ProtocolException {
        return switch (type) {
            case RUNNER_HELLO ->
                new RunnerMessage.Hello(
                        in.u16(), in.u16(), in.text(), in.text(), in.list(in::text), in.u64(), in.u32());
            case DONE -> new RunnerMessage.Done(in.u64());
            case REFUSED -> new RunnerMessage.Refused(in.u64(), in.text(), in.text());
            case PAYLOAD_STATE -> new RunnerMessage.PayloadState(in.u64(), in.digest(), in.flag(), in.u64());
            case ACCEPTED -> new RunnerMessage.Accepted(in.u64(), in.text());
            case ALREADY_KNOWN -> new RunnerMessage.AlreadyKnown(in.u64(), status(in));
            case STARTED -> new RunnerMessage.Started(in.text(), in.u64());
            case OUTPUT -> new RunnerMessage.Output(in.text(), in.u64(), in.u64(), stream(in), in.u64(), in.bytes());
            case ENDED -> new RunnerMessage.Ended(in.text(), in.u64(), in.bytes());
            case LOST -> new RunnerMessage.Lost(in.text(), in.u64());
            case EXECUTIONS -> new RunnerMessage.Executions(in.u64(), in.flag(), in.list(() -> status(in)));
            case STATUS -> new RunnerMessage.Status(in.u64(), status(in));
            case PONG -> new RunnerMessage.Pong(in.u64());
            case FAULT -> new RunnerMessage.Fault(in.text(), in.text());
            case CLIENT_HELLO,
                    HAS_PAYLOAD,
                    UPLOAD_BEGIN,
                    UPLOAD_CHUNK,
                    UPLOAD_END,
                    SUBMIT,
                    FOLLOW,
                    CREDIT,
                    UNFOLLOW,
                    CANCEL,
                    ACKNOWLEDGE,
                    LIST,
                    GET_STATUS,
                    PING,
                    GOODBYE ->
                throw in.fault(ProtocolFault.TYPE_UNKNOWN, "expected a frame of a runner, found a client's");
        };
    }

    private static void write(ExecutionStatus status, BodyWriter out) {
        out.text(status.execution()).u8(status.state().code()).u64(status.offset());
    }

    private static ExecutionStatus status(BodyReader in) throws ProtocolException {
        String execution = in.text();
        int state = in.u8();
        return new ExecutionStatus(
                execution,
                ExecutionState.of(state)
                        .orElseThrow(() ->
                                in.fault(ProtocolFault.VALUE_INVALID, "expected a state from 1 to 5, found " + state)),
                in.u64());
    }

    private static Stream stream(BodyReader in) throws ProtocolException {
        int code = in.u8();
        return Stream.of(code)
                .orElseThrow(() -> in.fault(ProtocolFault.VALUE_INVALID, "expected stream 1 or 2, found " + code));
    }
}
