package cronium.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Makes messages of the bytes that come from the other side, in whatever pieces: the marker, the hello, then the rest. Holds at most one
 * frame, and what it was given after it. After an exception it is of no more use. Not thread-safe.
 *
 * @param <M> what the other side says
 */
public final class MessageDecoder<M extends Message> {
    private static final int FIRST_CAPACITY = 8 << 10;

    private final byte[] marker = Protocol.marker();
    private final Bodies<M> bodies;
    private final boolean ofRunner;
    private final byte[] noise;
    private int noiseLength;
    private int matched;
    private Optional<Integer> peerMinor = Optional.empty();
    private long skipped;

    /** What has come and was not read yet stands between position and limit. */
    private ByteBuffer buffer = ByteBuffer.allocate(FIRST_CAPACITY).limit(0);

    private interface Bodies<M> {
        M read(FrameType type, BodyReader in) throws ProtocolException;
    }

    private MessageDecoder(Bodies<M> bodies, boolean ofRunner, int mostNoise) {
        this.bodies = bodies;
        this.ofRunner = ofRunner;
        this.noise = new byte[mostNoise];
    }

    /** For a runner: the marker must come first. */
    public static MessageDecoder<ClientMessage> ofClient() {
        return new MessageDecoder<>(ClientBodies::read, false, 0);
    }

    /** For a client: before the marker there may be up to {@link Protocol#MOST_NOISE_BYTES} of something else. */
    public static MessageDecoder<RunnerMessage> ofRunner() {
        return new MessageDecoder<>(RunnerBodies::read, true, Protocol.MOST_NOISE_BYTES);
    }

    /** Takes bytes; they are copied. */
    public void add(byte[] bytes, int offset, int length) {
        int free = buffer.capacity() - buffer.limit();
        if (free < length) {
            int needed = Math.addExact(buffer.remaining(), length);
            ByteBuffer target =
                    needed <= buffer.capacity() ? buffer : ByteBuffer.allocate(Math.max(needed, buffer.capacity() * 2));
            byte[] from = buffer.array();
            int left = buffer.remaining();
            System.arraycopy(from, buffer.position(), target.array(), 0, left);
            buffer = target.clear().limit(left);
        }
        System.arraycopy(bytes, offset, buffer.array(), buffer.limit(), length);
        buffer.limit(buffer.limit() + length);
    }

    public void add(byte[] bytes) {
        add(bytes, 0, bytes.length);
    }

    /**
     * The next message; empty if more bytes are needed for one.
     *
     * @throws ProtocolException when what came is no frame as documented
     */
    public Optional<M> next() throws ProtocolException {
        while (foundMarker() && buffer.remaining() >= Integer.BYTES) {
            int length = buffer.getInt(buffer.position());
            checkLength(length);
            if (buffer.remaining() < Integer.BYTES + length) {
                return Optional.empty();
            }
            int begin = buffer.position() + Integer.BYTES;
            buffer.position(begin + length);
            Optional<M> message = message(begin, length);
            if (message.isPresent()) {
                return message;
            }
        }
        return Optional.empty();
    }

    /** What came before the marker, such as the greeting of a host; all that has come while there is none. */
    public byte[] noise() {
        return Arrays.copyOf(noise, noiseLength);
    }

    /** Whether the other side's hello has come. */
    public boolean isOpen() {
        return peerMinor.isPresent();
    }

    /** How many optional frames were skipped since their types are unknown. */
    public long skipped() {
        return skipped;
    }

    /** Where bytes stop in the middle of a frame: the other side has gone while it wrote. */
    public boolean isInsideFrame() {
        return buffer.hasRemaining();
    }

    /** Its first byte occurs in it only there, so a match that fails can begin anew only with the byte that failed. */
    private boolean foundMarker() throws ProtocolException {
        while (matched < marker.length && buffer.hasRemaining()) {
            byte found = buffer.get();
            if (found == marker[matched]) {
                matched++;
                continue;
            }
            for (int i = 0; i < matched; i++) {
                noise(marker[i]);
            }
            matched = found == marker[0] ? 1 : 0;
            if (matched == 0) {
                noise(found);
            }
        }
        return matched == marker.length;
    }

    private void noise(byte found) throws ProtocolException {
        if (noiseLength == noise.length) {
            throw new ProtocolException(
                    ProtocolFault.MARKER_MISSING,
                    noise.length == 0
                            ? "expected the marker of the protocol first, found something else"
                            : "expected the marker of the protocol within " + noise.length
                                    + " bytes, found something else");
        }
        noise[noiseLength] = found;
        noiseLength++;
    }

    private static void checkLength(int length) throws ProtocolException {
        if (length == 0) {
            throw new ProtocolException(
                    ProtocolFault.FRAME_EMPTY, "expected a frame with a type, found one of no bytes");
        }
        if (length < 0 || length > Protocol.MOST_FRAME_BYTES) {
            throw new ProtocolException(
                    ProtocolFault.FRAME_TOO_LARGE,
                    "expected a frame of at most " + Protocol.MOST_FRAME_BYTES + " bytes, found one of "
                            + Integer.toUnsignedString(length));
        }
    }

    private Optional<M> message(int begin, int length) throws ProtocolException {
        int code = buffer.array()[begin] & 0xff;
        Optional<FrameType> known = FrameType.of(code).filter(type -> type.isOfRunner() == ofRunner);
        if (known.isEmpty()) {
            if (peerMinor.isPresent() && (code & FrameType.OPTIONAL) != 0) {
                skipped++;
                return Optional.empty();
            }
            throw new ProtocolException(
                    peerMinor.isPresent() ? ProtocolFault.TYPE_UNKNOWN : ProtocolFault.HELLO_MISSING,
                    "expected a frame of a " + (ofRunner ? "runner" : "client") + ", found type 0x"
                            + Integer.toHexString(code));
        }
        FrameType type = known.get();
        if (type.isHello() == peerMinor.isPresent()) {
            throw new ProtocolException(
                    type.isHello() ? ProtocolFault.HELLO_REPEATED : ProtocolFault.HELLO_MISSING,
                    "expected the hello first and once, found " + type);
        }
        // The fields are copied out of it, so no message keeps the buffer.
        ByteBuffer body =
                ByteBuffer.wrap(buffer.array(), begin + 1, length - 1).slice().asReadOnlyBuffer();
        if (type.isHello()) {
            peerMinor = Optional.of(minorOf(body));
        }
        BodyReader in = new BodyReader(type, body);
        M message;
        try {
            message = bodies.read(type, in);
        } catch (IllegalArgumentException e) {
            throw in.fault(ProtocolFault.VALUE_INVALID, String.valueOf(e.getMessage()));
        }
        in.end(type.isHello() || peerMinor.orElseThrow() > Protocol.MINOR);
        return Optional.of(message);
    }

    /** Of a hello only this is the same for all time: the version is its first field. */
    private static int minorOf(ByteBuffer hello) throws ProtocolException {
        if (hello.remaining() < 2 * Short.BYTES) {
            throw new ProtocolException(
                    ProtocolFault.BODY_TOO_SHORT,
                    "expected a version in the hello, found " + hello.remaining() + " bytes");
        }
        int major = hello.getShort(0) & 0xffff;
        if (major != Protocol.MAJOR) {
            throw new ProtocolException(
                    ProtocolFault.VERSION_UNSUPPORTED,
                    "expected version " + Protocol.MAJOR + ".x of the protocol, found " + major + "."
                            + (hello.getShort(Short.BYTES) & 0xffff));
        }
        return hello.getShort(Short.BYTES) & 0xffff;
    }
}
