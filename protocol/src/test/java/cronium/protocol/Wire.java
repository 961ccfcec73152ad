package cronium.protocol;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bytes as they come from one side. */
final class Wire {
    private Wire() {}

    /** The marker and the hello of whoever says that message, and it; a hello alone is not said twice. */
    static byte[] opened(Message message) {
        byte[] hello = switch (message) {
            case ClientMessage _ -> MessageEncoder.encode(Samples.CLIENT_HELLO);
            case RunnerMessage _ -> MessageEncoder.encode(Samples.RUNNER_HELLO);
        };
        byte[] frame = MessageEncoder.encode(message);
        return message.type().isHello() ? join(Protocol.marker(), frame) : join(Protocol.marker(), hello, frame);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static <M extends Message> List<M> read(MessageDecoder<M> decoder, byte[] bytes) throws ProtocolException {
        decoder.add(bytes);
        return drain(decoder);
    }

    static <M extends Message> List<M> drain(MessageDecoder<M> decoder) throws ProtocolException {
        List<M> messages = new ArrayList<>();
        Optional<M> next = decoder.next();
        while (next.isPresent()) {
            messages.add(next.get());
            next = decoder.next();
        }
        return messages;
    }

    static MessageDecoder<? extends Message> decoderOf(Message message) {
        return switch (message) {
            case ClientMessage _ -> MessageDecoder.ofClient();
            case RunnerMessage _ -> MessageDecoder.ofRunner();
        };
    }
}
