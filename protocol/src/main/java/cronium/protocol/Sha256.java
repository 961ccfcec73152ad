package cronium.protocol;

import java.util.HexFormat;

/**
 * The SHA-256 of a payload.
 *
 * @param hex 64 digits, small letters
 */
public record Sha256(String hex) {
    static final int BYTES = 32;

    private static final HexFormat FORMAT = HexFormat.of();

    /** @throws IllegalArgumentException with expected and found */
    public Sha256 {
        boolean digits = hex.length() == 2 * BYTES;
        for (int i = 0; digits && i < hex.length(); i++) {
            char c = hex.charAt(i);
            digits = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        Checks.that(digits, "a SHA-256 of 64 hexadecimal digits in small letters", hex.length() + " characters");
    }

    static Sha256 of(byte[] digest) {
        return new Sha256(FORMAT.formatHex(digest));
    }

    byte[] bytes() {
        return FORMAT.parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
