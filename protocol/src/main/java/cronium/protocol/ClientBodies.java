package cronium.protocol;

/** The fields of a client's frames in their order; reading and writing stand side by side. */
final class ClientBodies {
    private ClientBodies() {}

    static void write(ClientMessage message, BodyWriter out) {
        switch (message) {
            case ClientMessage.Hello hello ->
                out.u16(hello.major())
                        .u16(hello.minor())
                        .text(hello.software())
                        .list(hello.capabilities(), BodyWriter::text);
            case ClientMessage.HasPayload has -> out.u64(has.request()).digest(has.payload());
            case ClientMessage.UploadBegin begin ->
                out.u64(begin.request()).digest(begin.payload()).u64(begin.size());
            case ClientMessage.UploadChunk chunk ->
                out.digest(chunk.payload()).u64(chunk.offset()).bytes(chunk.bytes());
            case ClientMessage.UploadEnd end -> out.u64(end.request()).digest(end.payload());
            case ClientMessage.Submit submit ->
                out.u64(submit.request())
                        .text(submit.execution())
                        .digest(submit.payload())
                        .bytes(submit.content())
                        .list(
                                submit.proof(),
                                (to, proof) -> to.text(proof.suffix()).bytes(proof.content()))
                        .list(submit.options(), BodyWriter::text)
                        .bytes(submit.secrets())
                        .u64(submit.credit());
            case ClientMessage.Follow follow ->
                out.u64(follow.request())
                        .text(follow.execution())
                        .u64(follow.offset())
                        .u64(follow.credit());
            case ClientMessage.Credit credit -> out.text(credit.execution()).u64(credit.bytes());
            case ClientMessage.Unfollow unfollow -> out.u64(unfollow.request()).text(unfollow.execution());
            case ClientMessage.Cancel cancel ->
                out.u64(cancel.request()).text(cancel.execution()).u64(cancel.graceMillis());
            case ClientMessage.Acknowledge acknowledge ->
                out.u64(acknowledge.request()).text(acknowledge.execution());
            case ClientMessage.ListExecutions list -> out.u64(list.request());
            case ClientMessage.GetStatus status -> out.u64(status.request()).text(status.execution());
            case ClientMessage.Ping ping -> out.u64(ping.request());
            case ClientMessage.Goodbye _ -> {}
        }
    }

    static ClientMessage read(FrameType type, BodyReader in) throws ProtocolException {
        return switch (type) {
            case CLIENT_HELLO -> new ClientMessage.Hello(in.u16(), in.u16(), in.text(), in.list(in::text));
            case HAS_PAYLOAD -> new ClientMessage.HasPayload(in.u64(), in.digest());
            case UPLOAD_BEGIN -> new ClientMessage.UploadBegin(in.u64(), in.digest(), in.u64());
            case UPLOAD_CHUNK -> new ClientMessage.UploadChunk(in.digest(), in.u64(), in.bytes());
            case UPLOAD_END -> new ClientMessage.UploadEnd(in.u64(), in.digest());
            case SUBMIT ->
                new ClientMessage.Submit(
                        in.u64(),
                        in.text(),
                        in.digest(),
                        in.bytes(),
                        in.list(() -> new ProofFile(in.text(), in.bytes())),
                        in.list(in::text),
                        in.bytes(),
                        in.u64());
            case FOLLOW -> new ClientMessage.Follow(in.u64(), in.text(), in.u64(), in.u64());
            case CREDIT -> new ClientMessage.Credit(in.text(), in.u64());
            case UNFOLLOW -> new ClientMessage.Unfollow(in.u64(), in.text());
            case CANCEL -> new ClientMessage.Cancel(in.u64(), in.text(), in.u64());
            case ACKNOWLEDGE -> new ClientMessage.Acknowledge(in.u64(), in.text());
            case LIST -> new ClientMessage.ListExecutions(in.u64());
            case GET_STATUS -> new ClientMessage.GetStatus(in.u64(), in.text());
            case PING -> new ClientMessage.Ping(in.u64());
            case GOODBYE -> new ClientMessage.Goodbye();
            case RUNNER_HELLO,
                    DONE,
                    REFUSED,
                    PAYLOAD_STATE,
                    ACCEPTED,
                    ALREADY_KNOWN,
                    STARTED,
                    OUTPUT,
                    ENDED,
                    LOST,
                    EXECUTIONS,
                    STATUS,
                    PONG,
                    FAULT ->
                throw in.fault(ProtocolFault.TYPE_UNKNOWN, "expected a frame of a client, found a runner's");
        };
    }
}
