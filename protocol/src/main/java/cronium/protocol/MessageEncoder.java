package cronium.protocol;

/** Makes frames of messages. */
public final class MessageEncoder {
    private MessageEncoder() {}

    /**
     * The whole frame, its length before it.
     *
     * @throws IllegalArgumentException when it is larger than a frame may be
     */
    public static byte[] encode(Message message) {
        BodyWriter out = new BodyWriter(message.type());
        switch (message) {
            case ClientMessage client -> ClientBodies.write(client, out);
            case RunnerMessage runner -> RunnerBodies.write(runner, out);
        }
        return out.frame();
    }
}
