package cronium.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/** Writes the fields of one frame, one after the other, behind its length and type. */
final class BodyWriter {
    private static final int FIRST_CAPACITY = 256;

    private ByteBuffer buffer = ByteBuffer.allocate(FIRST_CAPACITY);

    BodyWriter(FrameType type) {
        buffer.putInt(0).put((byte) type.code());
    }

    /** @throws IllegalArgumentException when it is larger than a frame may be */
    byte[] frame() {
        int length = buffer.position() - Integer.BYTES;
        Checks.that(
                length <= Protocol.MOST_FRAME_BYTES,
                "a message of at most " + Protocol.MOST_FRAME_BYTES + " bytes",
                length);
        buffer.putInt(0, length);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    BodyWriter u8(int value) {
        room(1).put((byte) value);
        return this;
    }

    BodyWriter u16(int value) {
        room(Short.BYTES).putShort((short) value);
        return this;
    }

    BodyWriter u32(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    BodyWriter u64(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    BodyWriter flag(boolean value) {
        return u8(value ? 1 : 0);
    }

    BodyWriter digest(Sha256 digest) {
        room(Sha256.BYTES).put(digest.bytes());
        return this;
    }

    BodyWriter bytes(Bytes bytes) {
        return bytes(bytes.array());
    }

    BodyWriter text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    <T> BodyWriter list(List<T> list, BiConsumer<BodyWriter, T> element) {
        u32(list.size());
        for (T one : list) {
            element.accept(this, one);
        }
        return this;
    }

    private BodyWriter bytes(byte[] bytes) {
        u32(bytes.length);
        room(bytes.length).put(bytes);
        return this;
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int needed = Math.addExact(buffer.position(), bytes);
            ByteBuffer larger = ByteBuffer.allocate(Math.max(needed, Math.min(buffer.capacity() * 2, 1 << 21)));
            buffer = larger.put(buffer.flip());
        }
        return buffer;
    }
}
