package cronium.dispatch.ssh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** A public key or a certificate as one line, {@code TYPE BASE64 COMMENT}. */
final class PublicKeyLine {
    private static final int MOST_TYPE_CHARACTERS = 64;

    private PublicKeyLine() {}

    /** The bytes of the first line of a text; empty if that is none. */
    static Optional<byte[]> bytes(String text) {
        String[] words = text.lines().findFirst().orElse("").strip().split("\\s+", 3);
        if (words.length < 2) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(words[1]);
            return type(bytes).filter(words[0]::equals).map(ignored -> bytes);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** RFC 4253, 6.6: a key begins with the length and the name of its type. */
    static Optional<String> type(byte[] key) {
        int length = key.length < Integer.BYTES ? -1 : ByteBuffer.wrap(key).getInt();
        return length < 1 || length > MOST_TYPE_CHARACTERS || length > key.length - Integer.BYTES
                ? Optional.empty()
                : Optional.of(new String(
                        Arrays.copyOfRange(key, Integer.BYTES, Integer.BYTES + length), StandardCharsets.US_ASCII));
    }
}
