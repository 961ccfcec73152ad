package cronium.payload.signing;

import java.security.PublicKey;

/** One key of a trust directory and its identity. */
record TrustedKey(String name, KeyAlgorithm algorithm, PublicKey key) {
    /** What a bundle names it by. */
    String fingerprint() {
        return algorithm.fingerprint(key);
    }
}
