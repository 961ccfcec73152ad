package cronium.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the fields of one frame, one after the other. What a field claims to be is never believed beyond what is there. */
final class BodyReader {
    private final FrameType type;
    private final ByteBuffer body;

    BodyReader(FrameType type, ByteBuffer body) {
        this.type = type;
        this.body = body;
    }

    /** One element of a list. */
    @FunctionalInterface
    interface Element<T> {
        T read() throws ProtocolException;
    }

    int u8() throws ProtocolException {
        return need(1).get() & 0xff;
    }

    int u16() throws ProtocolException {
        return need(Short.BYTES).getShort() & 0xffff;
    }

    int u32() throws ProtocolException {
        return need(Integer.BYTES).getInt();
    }

    long u64() throws ProtocolException {
        return need(Long.BYTES).getLong();
    }

    boolean flag() throws ProtocolException {
        int value = u8();
        if (value > 1) {
            throw fault(ProtocolFault.VALUE_INVALID, "expected a flag of 0 or 1, found " + value);
        }
        return value == 1;
    }

    Sha256 digest() throws ProtocolException {
        byte[] digest = new byte[Sha256.BYTES];
        need(digest.length).get(digest);
        return Sha256.of(digest);
    }

    Bytes bytes() throws ProtocolException {
        return Bytes.of(array());
    }

    String text() throws ProtocolException {
        byte[] text = array();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException e) {
            throw fault(
                    ProtocolFault.TEXT_NOT_UTF8,
                    "expected a text in UTF-8, found " + text.length + " bytes that are none");
        }
    }

    <T> List<T> list(Element<T> element) throws ProtocolException {
        int size = u32();
        if (size < 0 || size > Protocol.MOST_ELEMENTS) {
            throw fault(
                    ProtocolFault.VALUE_INVALID,
                    "expected a list of at most " + Protocol.MOST_ELEMENTS + " elements, found one of "
                            + Integer.toUnsignedString(size));
        }
        List<T> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(element.read());
        }
        return list;
    }

    /** @param mayGoOn whether a newer version may have added fields */
    void end(boolean mayGoOn) throws ProtocolException {
        if (body.hasRemaining() && !mayGoOn) {
            throw fault(
                    ProtocolFault.BODY_TOO_LONG,
                    "expected the end of the body, found " + body.remaining() + " bytes more");
        }
    }

    ProtocolException fault(ProtocolFault fault, String message) {
        return new ProtocolException(fault, "frame " + type + ": " + message);
    }

    private byte[] array() throws ProtocolException {
        int length = u32();
        if (length < 0) {
            throw fault(
                    ProtocolFault.BODY_TOO_SHORT,
                    "expected " + Integer.toUnsignedString(length) + " bytes, found " + body.remaining());
        }
        ByteBuffer from = need(length);
        byte[] array = new byte[length];
        from.get(array);
        return array;
    }

    private ByteBuffer need(int bytes) throws ProtocolException {
        if (body.remaining() < bytes) {
            throw fault(
                    ProtocolFault.BODY_TOO_SHORT,
                    "expected " + bytes + " bytes at " + body.position() + " of the body, found " + body.remaining());
        }
        return body;
    }
}
