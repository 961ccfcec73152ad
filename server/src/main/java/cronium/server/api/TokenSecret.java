package cronium.server.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a caller shows: {@code crn_} and 256 random bits in base64url. Only its hash is kept. */
public final class TokenSecret {
    private static final Pattern FORM = Pattern.compile("crn_[A-Za-z0-9_-]{43}");
    private static final int BYTES = 32;

    private final String text;

    private TokenSecret(String text) {
        this.text = text;
    }

    /** A new one. */
    public static TokenSecret random(SecureRandom random) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return new TokenSecret("crn_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /** What was shown, if it has the form of one. */
    public static Optional<TokenSecret> read(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new TokenSecret(text)) : Optional.empty();
    }

    /** The secret itself, to be shown once. */
    public String reveal() {
        return text;
    }

    /** SHA-256 in hexadecimal. With 256 random bits in it there is nothing to guess, so no salt and no slow hash. */
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "crn_…";
    }
}
