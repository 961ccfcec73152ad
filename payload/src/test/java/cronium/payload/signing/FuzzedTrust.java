package cronium.payload.signing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** A payload with keys that never change, so that a signature of the corpus stays one. */
final class FuzzedTrust {
    /** In no policy's past. */
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    /** What the fixture's signature and bundle are over. */
    static final PayloadFile PAYLOAD =
            PayloadFile.of("p.tar.gz", "abc  tool.tar.gz\n".getBytes(StandardCharsets.UTF_8));

    /** A key of zeros protects nothing. */
    static final KeyPair ED25519 = zeros();

    static final TrustStore TRUST = new TrustStore(
            "trust",
            List.of(
                    new TrustedKey("cosign", KeyAlgorithm.P256, cosign(), KeyPolicy.ANYTHING),
                    new TrustedKey("zeros", KeyAlgorithm.ED25519, ED25519.getPublic(), KeyPolicy.ANYTHING)),
            List.of());

    private FuzzedTrust() {}

    static byte[] fixture(String name) {
        try (InputStream in = Objects.requireNonNull(FuzzedTrust.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static PublicKey cosign() {
        try {
            return KeyAlgorithm.P256.decodePublic(
                    Pem.decode(Pem.PUBLIC_KEY, fixture("cosign-3.1.3.pub")).orElseThrow());
        } catch (InvalidKeySpecException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair zeros() {
        byte[] prefix = HexFormat.of().parseHex("302e020100300506032b657004220420");
        try {
            return KeyAlgorithm.ED25519.decodePair(Arrays.copyOf(prefix, prefix.length + 32));
        } catch (InvalidKeySpecException e) {
            throw new IllegalStateException(e);
        }
    }
}
