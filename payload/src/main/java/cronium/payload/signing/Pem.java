package cronium.payload.signing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Textual encoding of one key (RFC 7468). */
final class Pem {
    static final String PUBLIC_KEY = "PUBLIC KEY";
    static final String PRIVATE_KEY = "PRIVATE KEY";

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    static String encode(String label, byte[] der) {
        return begin(label) + "\n" + LINES.encodeToString(der) + "\n" + end(label) + "\n";
    }

    /** The bytes, if the text is one block with that label and nothing else but white space around it. */
    static Optional<byte[]> decode(String label, byte[] file) {
        // Bytes that are not ASCII become characters that base64 does not have.
        String text = new String(file, StandardCharsets.US_ASCII).strip();
        if (!text.startsWith(begin(label)) || !text.endsWith(end(label))) {
            return Optional.empty();
        }
        int from = begin(label).length();
        int to = text.length() - end(label).length();
        if (from > to) {
            return Optional.empty();
        }
        String base64 = withoutSpace(text.substring(from, to));
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String withoutSpace(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
                kept.append(c);
            }
        }
        return kept.toString();
    }

    private static String begin(String label) {
        return "-----BEGIN " + label + "-----";
    }

    private static String end(String label) {
        return "-----END " + label + "-----";
    }
}
