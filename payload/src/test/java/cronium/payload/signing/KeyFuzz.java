package cronium.payload.signing;

import cronium.payload.fuzz.Expect;
import java.nio.charset.StandardCharsets;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Fuzz target: public and private keys in PEM. */
public final class KeyFuzz {
    private KeyFuzz() {}

    /** Each form once; the private keys protect nothing. */
    public static List<byte[]> seeds() {
        String zeros = Pem.encode(Pem.PRIVATE_KEY, KeyAlgorithm.ED25519.encode(FuzzedTrust.ED25519));
        String publicZeros = Pem.encode(Pem.PUBLIC_KEY, KeyAlgorithm.ED25519.encode(FuzzedTrust.ED25519.getPublic()));
        String p256 = Pem.encode(Pem.PRIVATE_KEY, KeyAlgorithm.P256.encode(KeyAlgorithm.P256.generate()));
        return List.of(
                FuzzedTrust.fixture("cosign-3.1.3.pub"),
                publicZeros.getBytes(StandardCharsets.US_ASCII),
                zeros.getBytes(StandardCharsets.US_ASCII),
                p256.getBytes(StandardCharsets.US_ASCII));
    }

    /** One PEM block. */
    public static void fuzzerTestOneInput(byte[] input) {
        Optional<byte[]> publicKey = Pem.decode(Pem.PUBLIC_KEY, input);
        publicKey.ifPresent(der -> {
            KeyAlgorithm kind = KeyAlgorithm.ofPublic(der);
            try {
                Expect.that(Arrays.equals(kind.encode(kind.decodePublic(der)), der), "one form of a key");
            } catch (InvalidKeySpecException refused) {
                // As documented.
            }
        });
        Pem.decode(Pem.PRIVATE_KEY, input).ifPresent(der -> {
            KeyAlgorithm kind = KeyAlgorithm.ofPrivate(der);
            try {
                kind.encode(kind.decodePair(der));
            } catch (InvalidKeySpecException refused) {
                // As documented.
            }
        });
    }
}
