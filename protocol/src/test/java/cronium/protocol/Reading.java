package cronium.protocol;

/** What must hold of whatever bytes are read: they are refused, or they are messages that can be written again and are the same then. */
final class Reading {
    private Reading() {}

    static void read(byte[] input) {
        read(MessageDecoder.ofClient(), MessageDecoder.ofClient(), input);
        read(MessageDecoder.ofRunner(), MessageDecoder.ofRunner(), input);
    }

    private static <M extends Message> void read(MessageDecoder<M> decoder, MessageDecoder<M> again, byte[] input) {
        try {
            again.add(Protocol.marker());
            for (M message : Wire.read(decoder, input)) {
                M same = Wire.read(again, MessageEncoder.encode(message)).getFirst();
                if (!same.equals(message)) {
                    throw new AssertionError("expected " + message + ", found " + same);
                }
            }
        } catch (ProtocolException refused) {
            if (refused.getMessage() == null || refused.getMessage().length() > 400) {
                throw new AssertionError("expected a message of one line", refused);
            }
        }
    }
}
