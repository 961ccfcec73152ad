package cronium.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageDecoderTest {
    private static final byte[] HELLO = MessageEncoder.encode(Samples.CLIENT_HELLO);
    private static final byte[] OPEN = Wire.join(Protocol.marker(), HELLO);
    private static final byte[] PING = MessageEncoder.encode(new ClientMessage.Ping(1));

    @Test
    void messagesAreReadInWhateverPiecesTheyCome() throws ProtocolException {
        byte[] bytes = Wire.join(OPEN, PING, MessageEncoder.encode(new ClientMessage.Goodbye()));
        MessageDecoder<ClientMessage> decoder = MessageDecoder.ofClient();
        for (int i = 0; i < bytes.length - 1; i++) {
            decoder.add(bytes, i, 1);
            Wire.drain(decoder);
        }
        assertThat(decoder.isInsideFrame()).isTrue();
        decoder.add(bytes, bytes.length - 1, 1);
        assertThat(Wire.drain(decoder)).containsExactly(new ClientMessage.Goodbye());
        assertThat(decoder.isInsideFrame()).isFalse();
        assertThat(decoder.isOpen()).isTrue();
    }

    @Test
    void aClientSkipsWhatTheHostSaysBeforeTheMarker() throws ProtocolException {
        byte[] greeting = "Welcome to CRONIUM\n\0CRON\0\0CRONIUS\r\n".getBytes(StandardCharsets.US_ASCII);
        MessageDecoder<RunnerMessage> decoder = MessageDecoder.ofRunner();
        byte[] bytes = Wire.join(greeting, Protocol.marker(), MessageEncoder.encode(Samples.RUNNER_HELLO));
        assertThat(Wire.read(decoder, bytes)).containsExactly(Samples.RUNNER_HELLO);
        assertThat(decoder.noise()).isEqualTo(greeting);
    }

    @Test
    void aClientSkipsNotWithoutEnd() {
        MessageDecoder<RunnerMessage> decoder = MessageDecoder.ofRunner();
        decoder.add(new byte[Protocol.MOST_NOISE_BYTES]);
        assertThat(fault(decoder, new byte[16])).isEqualTo(ProtocolFault.MARKER_MISSING);
    }

    @Test
    void aRunnerSkipsNothing() {
        assertThat(faultOf("hello\n".getBytes(StandardCharsets.US_ASCII))).isEqualTo(ProtocolFault.MARKER_MISSING);
    }

    @Test
    void theHelloComesFirstAndOnce() {
        assertThat(faultOf(Wire.join(Protocol.marker(), PING))).isEqualTo(ProtocolFault.HELLO_MISSING);
        assertThat(faultOf(Wire.join(OPEN, HELLO))).isEqualTo(ProtocolFault.HELLO_REPEATED);
        assertThat(faultOf(Wire.join(Protocol.marker(), frame(0x81)))).isEqualTo(ProtocolFault.HELLO_MISSING);
    }

    @Test
    void aFrameHasATypeAndALimit() {
        assertThat(faultOf(Wire.join(OPEN, new byte[4]))).isEqualTo(ProtocolFault.FRAME_EMPTY);
        assertThat(faultOf(Wire.join(OPEN, hex("00100001")))).isEqualTo(ProtocolFault.FRAME_TOO_LARGE);
        assertThat(faultOf(Wire.join(OPEN, hex("ffffffff")))).isEqualTo(ProtocolFault.FRAME_TOO_LARGE);
    }

    @Test
    void anUnknownTypeIsAFaultUnlessItIsOptional() throws ProtocolException {
        assertThat(faultOf(Wire.join(OPEN, frame(0x3f)))).isEqualTo(ProtocolFault.TYPE_UNKNOWN);
        assertThat(faultOf(Wire.join(OPEN, frame(FrameType.PONG.code())))).isEqualTo(ProtocolFault.TYPE_UNKNOWN);
        MessageDecoder<ClientMessage> decoder = MessageDecoder.ofClient();
        assertThat(Wire.read(decoder, Wire.join(OPEN, frame(0x81, 1, 2, 3), PING)))
                .containsExactly(Samples.CLIENT_HELLO, new ClientMessage.Ping(1));
        assertThat(decoder.skipped()).isEqualTo(1);
    }

    @Test
    void anotherMajorVersionIsRefusedWhateverElseItsHelloSays() {
        assertThat(faultOf(Wire.join(Protocol.marker(), frame(FrameType.CLIENT_HELLO.code(), 0, 2, 0, 0, 9))))
                .isEqualTo(ProtocolFault.VERSION_UNSUPPORTED);
    }

    @Test
    void aNewerMinorVersionMayHaveMoreFields() throws ProtocolException {
        byte[] newer = longer(MessageEncoder.encode(new ClientMessage.Hello(1, 1, "newer", List.of())));
        assertThat(Wire.read(MessageDecoder.ofClient(), Wire.join(Protocol.marker(), newer, longer(PING))))
                .containsExactly(new ClientMessage.Hello(1, 1, "newer", List.of()), new ClientMessage.Ping(1));
        assertThat(faultOf(Wire.join(OPEN, longer(PING)))).isEqualTo(ProtocolFault.BODY_TOO_LONG);
    }

    @Test
    void aBodyThatEndsInsideItsFieldsIsAFault() {
        for (Message sample : Samples.all()) {
            byte[] frame = MessageEncoder.encode(sample);
            byte[] opened = Wire.opened(sample);
            byte[] before = Arrays.copyOf(opened, opened.length - frame.length);
            for (int length = Integer.BYTES + 1; length < frame.length; length++) {
                byte[] cut = Arrays.copyOf(frame, length);
                ByteBuffer.wrap(cut).putInt(0, length - Integer.BYTES);
                assertThat(fault(Wire.decoderOf(sample), Wire.join(before, cut)))
                        .as("%s cut to %d bytes", sample, length)
                        .isEqualTo(ProtocolFault.BODY_TOO_SHORT);
            }
        }
    }

    @Test
    void textIsUtf8AndValuesAreChecked() {
        String ask = "0d" + "0000000000000001";
        assertThat(faultOf(Wire.join(OPEN, body(ask + "00000002" + "c0af")))).isEqualTo(ProtocolFault.TEXT_NOT_UTF8);
        assertThat(faultOf(Wire.join(OPEN, body(ask + "00000002" + "2e2e")))).isEqualTo(ProtocolFault.VALUE_INVALID);
        assertThat(faultOf(Wire.join(OPEN, body(ask + "ffffffff")))).isEqualTo(ProtocolFault.BODY_TOO_SHORT);
        assertThat(faultOf(Wire.join(OPEN, body("08" + "00000001" + "61" + "8000000000000000"))))
                .isEqualTo(ProtocolFault.VALUE_INVALID);
    }

    @Test
    void secretsAreNotShown() {
        ClientMessage.Submit submit = (ClientMessage.Submit) Samples.of(FrameType.SUBMIT);
        assertThat(submit.toString()).doesNotContain("5m", "abc");
        assertThat(submit.secrets()).hasToString("10 bytes");
    }

    private static byte[] longer(byte[] frame) {
        byte[] longer = Arrays.copyOf(frame, frame.length + 3);
        ByteBuffer.wrap(longer).putInt(0, longer.length - Integer.BYTES);
        return longer;
    }

    private static byte[] frame(int type, int... body) {
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + 1 + body.length);
        frame.putInt(1 + body.length).put((byte) type);
        for (int value : body) {
            frame.put((byte) value);
        }
        return frame.array();
    }

    private static byte[] body(String digits) {
        byte[] rest = hex(digits);
        return ByteBuffer.allocate(Integer.BYTES + rest.length)
                .putInt(rest.length)
                .put(rest)
                .array();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static ProtocolFault faultOf(byte[] bytes) {
        return fault(MessageDecoder.ofClient(), bytes);
    }

    private static ProtocolFault fault(MessageDecoder<? extends Message> decoder, byte[] bytes) {
        return catchThrowableOfType(ProtocolException.class, () -> Wire.read(decoder, bytes))
                .fault();
    }
}
