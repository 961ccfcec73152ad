package cronium.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** One message of each kind: those of the golden frames. */
final class Samples {
    private static final String ID = "exec-1";
    private static final Sha256 DIGEST = new Sha256("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    private Samples() {}

    static final RunnerMessage.Hello RUNNER_HELLO =
            new RunnerMessage.Hello(1, 0, "cronium-runner 0.1.0", "linux-amd64", List.of(), 1L << 30, 256);

    static final ClientMessage.Hello CLIENT_HELLO = new ClientMessage.Hello(1, 0, "cronium 0.1.0", List.of("example"));

    static List<Message> all() {
        return List.of(
                CLIENT_HELLO,
                new ClientMessage.HasPayload(7, DIGEST),
                new ClientMessage.UploadBegin(7, DIGEST, 1000),
                new ClientMessage.UploadChunk(DIGEST, 256, bytes("chunk")),
                new ClientMessage.UploadEnd(7, DIGEST),
                new ClientMessage.Submit(
                        7,
                        ID,
                        DIGEST,
                        Bytes.of(new byte[] {0x1f, (byte) 0x8b}),
                        List.of(new ProofFile(".sig", bytes("MEUC"))),
                        List.of("--timeout", "5m"),
                        bytes("TOKEN=abc\n"),
                        65536),
                new ClientMessage.Follow(7, ID, 4096, 65536),
                new ClientMessage.Credit(ID, 32768),
                new ClientMessage.Unfollow(7, ID),
                new ClientMessage.Cancel(7, ID, 5000),
                new ClientMessage.Acknowledge(7, ID),
                new ClientMessage.ListExecutions(7),
                new ClientMessage.GetStatus(7, ID),
                new ClientMessage.Ping(7),
                new ClientMessage.Goodbye(),
                RUNNER_HELLO,
                new RunnerMessage.Done(7),
                new RunnerMessage.Refused(7, Refusal.PAYLOAD_MISSING.word(), "expected a payload, found none"),
                new RunnerMessage.PayloadState(7, DIGEST, false, 256),
                new RunnerMessage.Accepted(7, ID),
                new RunnerMessage.AlreadyKnown(7, new ExecutionStatus(ID, ExecutionState.ENDED, 5120)),
                new RunnerMessage.Started(ID, 1_754_377_200_000L),
                new RunnerMessage.Output(ID, 4096, 4114, Stream.STDERR, 1_500_000, bytes("grü\n")),
                new RunnerMessage.Ended(ID, 4114, bytes("{\"outcome\":\"exited\"}")),
                new RunnerMessage.Lost(ID, 4114),
                new RunnerMessage.Executions(
                        7,
                        true,
                        List.of(
                                new ExecutionStatus(ID, ExecutionState.RUNNING, 0),
                                new ExecutionStatus("exec-2", ExecutionState.LOST, 13))),
                new RunnerMessage.Status(7, new ExecutionStatus(ID, ExecutionState.UNKNOWN, 0)),
                new RunnerMessage.Pong(7),
                new RunnerMessage.Fault(ProtocolFault.FRAME_TOO_LARGE.word(), "too large"));
    }

    static Message of(FrameType type) {
        return all().stream()
                .filter(message -> message.type() == type)
                .findFirst()
                .orElseThrow();
    }

    /** As documents and golden frames have it. */
    static String name(FrameType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
