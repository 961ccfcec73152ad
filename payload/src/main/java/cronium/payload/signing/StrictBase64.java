package cronium.payload.signing;

import java.util.Base64;
import java.util.Optional;

/** Base64 (RFC 4648, 4) in the one form that encoders write: no other text stands for the same bytes. */
final class StrictBase64 {
    private StrictBase64() {}

    /** Empty if it is not that, or stands for nothing. */
    static Optional<byte[]> decode(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        // The JDK ignores bits that the last character has too many, and a missing '='.
        boolean canonical = bytes.length > 0 && encode(bytes).equals(text);
        return canonical ? Optional.of(bytes) : Optional.empty();
    }

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
