package cronium.payload.manifest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** UTF-8, strictly: what {@code new String(bytes, UTF_8)} would silently replace is a fault here. */
final class Utf8 {
    private Utf8() {}

    /** How many bytes the text takes in UTF-8. */
    static int length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a surrogate pair stands for two of the four bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    /** Whether the text has a surrogate without its other half, which UTF-8 cannot say. */
    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (Character.charCount(text.codePointAt(i)) == 1 && Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** The offset, from 0, of the first byte that is not UTF-8; empty if all is. */
    static OptionalInt firstInvalid(byte[] content) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(content);
        return decoder.decode(bytes, CharBuffer.allocate(content.length), true).isError()
                ? OptionalInt.of(bytes.position())
                : OptionalInt.empty();
    }
}
