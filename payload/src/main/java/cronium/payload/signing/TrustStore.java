package cronium.payload.signing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The public keys whose payloads may run, read once from a directory: {@code NAME.pub} is a key, {@code NAME.policy} says what it
 * may sign, and keys in {@code revoked/} may sign nothing, whatever else the directory says. Other files there are not looked at.
 * One file that cannot be relied on makes the whole directory refused: nobody should believe that a key is trusted, or
 * withdrawn, when it is not. Immutable; reading again makes another.
 */
public final class TrustStore {
    /** The most keys that a directory may have, and the most in {@code revoked/}. */
    public static final int MAX_KEYS = 1_000;

    private final String source;
    private final List<TrustedKey> keys;
    private final List<TrustedKey> revoked;

    TrustStore(String source, List<TrustedKey> keys, List<TrustedKey> revoked) {
        this.source = source;
        this.keys = List.copyOf(keys);
        this.revoked = List.copyOf(revoked);
    }

    /**
     * Reads a trust directory. A missing one is an empty store.
     *
     * @throws SignatureException {@code trust.bad-key}, {@code trust.bad-policy} or {@code trust.bad-directory}, naming the file
     */
    public static TrustStore read(Path directory) throws SignatureException, IOException {
        return TrustDirectory.read(directory);
    }

    /** The names of the keys that are trusted and not revoked, sorted. */
    public List<String> identities() {
        return keys.stream().map(TrustedKey::name).toList();
    }

    /** Where it was read from, for messages. */
    String source() {
        return source;
    }

    /** Sorted by name; none of them is revoked. */
    List<TrustedKey> keys() {
        return keys;
    }

    /** Sorted by name. */
    List<TrustedKey> revoked() {
        return revoked;
    }
}
