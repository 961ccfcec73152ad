package cronium.payload.signing;

import java.security.PublicKey;

/** One key of a trust directory, its identity and what it may sign. */
record TrustedKey(String name, KeyAlgorithm algorithm, PublicKey key, KeyPolicy policy) {
    /** What a bundle names it by. */
    String fingerprint() {
        return algorithm.fingerprint(key);
    }

    TrustedKey with(KeyPolicy other) {
        return new TrustedKey(name, algorithm, key, other);
    }
}
