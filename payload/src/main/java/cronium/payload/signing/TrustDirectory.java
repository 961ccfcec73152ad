package cronium.payload.signing;

import cronium.payload.manifest.ManifestException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads a trust directory. */
final class TrustDirectory {
    private static final String KEY = ".pub";
    private static final String POLICY = ".policy";
    private static final String REVOKED = "revoked";

    private TrustDirectory() {}

    static TrustStore read(Path directory) throws SignatureException, IOException {
        Map<String, Path> policies = new TreeMap<>();
        Map<String, TrustedKey> keys = new TreeMap<>();
        Map<String, TrustedKey> revoked = new TreeMap<>();
        try {
            // The directory itself may be reached through a link.
            TrustFile.checkDirectory(directory, FileRights.of(directory.toRealPath()));
            readKeys(directory, keys, policies);
            Path withdrawn = directory.resolve(REVOKED);
            if (Files.exists(withdrawn, LinkOption.NOFOLLOW_LINKS)) {
                TrustFile.checkDirectory(withdrawn, FileRights.of(withdrawn));
                readKeys(withdrawn, revoked, new HashMap<>());
            }
            applyPolicies(directory, keys, policies);
        } catch (NoSuchFileException e) {
            // A key that was removed while the directory was read is as good as one that never was there.
            if (Files.exists(directory)) {
                throw TrustFile.badKey(Path.of(e.getFile()), "a file", "one that went away while it was read");
            }
            return new TrustStore(directory.toString(), List.of(), List.of());
        } catch (AccessDeniedException e) {
            throw TrustFile.badDirectory(directory, "a directory that this user may read", "one that it may not");
        }
        checkDistinct(directory, keys);
        Set<PublicKey> withdrawn =
                revoked.values().stream().map(TrustedKey::key).collect(Collectors.toSet());
        List<TrustedKey> trusted = new ArrayList<>(keys.values());
        trusted.removeIf(key -> withdrawn.contains(key.key()));
        return new TrustStore(directory.toString(), trusted, List.copyOf(revoked.values()));
    }

    private static void readKeys(Path directory, Map<String, TrustedKey> keys, Map<String, Path> policies)
            throws IOException, SignatureException {
        // Not by globs: they take regular expressions, which are slow to touch first.
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.endsWith(KEY)) {
                    if (keys.size() == TrustStore.MAX_KEYS) {
                        throw TrustFile.badDirectory(directory, "at most " + TrustStore.MAX_KEYS + " keys", "more");
                    }
                    TrustedKey key = key(file, name.substring(0, name.length() - KEY.length()));
                    keys.put(key.name(), key);
                } else if (name.endsWith(POLICY)) {
                    policies.put(name.substring(0, name.length() - POLICY.length()), file);
                }
            }
        }
    }

    private static TrustedKey key(Path file, String name) throws IOException, SignatureException {
        if (!KeyName.isOne(name)) {
            throw TrustFile.badKey(file, "a name of at most 128 letters, digits and . _ @ + -", "another");
        }
        byte[] content = TrustFile.KEY.read(file);
        byte[] der = Pem.decode(Pem.PUBLIC_KEY, content)
                .orElseThrow(() -> TrustFile.badKey(file, "one PEM block BEGIN PUBLIC KEY", "something else"));
        KeyAlgorithm algorithm = KeyAlgorithm.ofPublic(der);
        try {
            return new TrustedKey(name, algorithm, algorithm.decodePublic(der), KeyPolicy.ANYTHING);
        } catch (InvalidKeySpecException e) {
            throw TrustFile.badKey(
                    file, "an uncompressed public key of P-256 or one of Ed25519", "another: " + e.getMessage());
        }
    }

    private static void applyPolicies(Path directory, Map<String, TrustedKey> keys, Map<String, Path> policies)
            throws IOException, SignatureException {
        for (Map.Entry<String, Path> policy : policies.entrySet()) {
            TrustedKey key = keys.get(policy.getKey());
            Path file = policy.getValue();
            if (key == null) {
                throw TrustFile.POLICY.refused(file, "a key " + policy.getKey() + KEY + " in " + directory, "none");
            }
            try {
                byte[] content = TrustFile.POLICY.read(file);
                keys.put(key.name(), key.with(PolicyFile.parse(content, file.toString())));
            } catch (ManifestException e) {
                throw new SignatureException(SignatureFault.TRUST_BAD_POLICY, e.getMessage(), e);
            }
        }
    }

    /** The same key under two names would have two policies. */
    private static void checkDistinct(Path directory, Map<String, TrustedKey> keys) throws SignatureException {
        Map<PublicKey, String> names = new HashMap<>();
        for (TrustedKey key : keys.values()) {
            String other = names.put(key.key(), key.name());
            if (other != null) {
                throw TrustFile.badKey(
                        directory.resolve(key.name() + KEY), "another key than in " + other + KEY, "the same");
            }
        }
    }
}
