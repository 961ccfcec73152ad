package cronium.payload.signing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.spec.InvalidKeySpecException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The public keys whose payloads may run, read once from a directory of {@code NAME.pub} files; other files there are not
 * looked at. One key that cannot be relied on makes the whole directory refused: nobody should believe that a key is trusted,
 * or withdrawn, when it is not. Immutable.
 */
public final class TrustStore {
    /** The most keys that a directory may have. */
    public static final int MAX_KEYS = 1_000;

    private static final String SUFFIX = ".pub";
    private static final int MAX_FILE_BYTES = 16 << 10;
    private static final int WRITABLE_BY_ALL = 02;

    private final String source;
    private final List<TrustedKey> keys;

    private TrustStore(String source, List<TrustedKey> keys) {
        this.source = source;
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads a trust directory. A missing one is an empty store.
     *
     * @throws SignatureException {@code trust.bad-key} or {@code trust.bad-directory}, naming the file
     */
    public static TrustStore read(Path directory) throws SignatureException, IOException {
        List<TrustedKey> keys = new ArrayList<>();
        try {
            // The directory itself may be reached through a link.
            checkDirectory(directory, FileRights.of(directory.toRealPath()));
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, TrustStore::isKey)) {
                for (Path file : files) {
                    if (keys.size() == MAX_KEYS) {
                        throw badDirectory(directory, "at most " + MAX_KEYS + " keys", "more");
                    }
                    keys.add(key(file));
                }
            }
        } catch (NoSuchFileException e) {
            // A key that was removed while the directory was read is as good as one that never was there.
            if (Files.exists(directory)) {
                throw badKey(Path.of(e.getFile()), "a file", "one that went away while it was read");
            }
            return new TrustStore(directory.toString(), List.of());
        } catch (AccessDeniedException e) {
            throw badDirectory(directory, "a directory that this user may read", "one that it may not");
        }
        keys.sort(Comparator.comparing(TrustedKey::name));
        return new TrustStore(directory.toString(), keys);
    }

    private static void checkDirectory(Path directory, FileRights rights) throws SignatureException {
        if (!rights.isDirectory()) {
            throw badDirectory(directory, "a directory", rights.kind());
        }
        if (rights.grants(WRITABLE_BY_ALL)) {
            throw badDirectory(directory, "one that only some may write to", "mode " + rights.mode());
        }
    }

    /** Not as a glob: that takes regular expressions, which are slow to touch first. */
    private static boolean isKey(Path file) {
        return file.getFileName().toString().endsWith(SUFFIX);
    }

    private static TrustedKey key(Path file) throws IOException, SignatureException {
        String fileName = file.getFileName().toString();
        String name = fileName.substring(0, fileName.length() - SUFFIX.length());
        if (!KeyName.isOne(name)) {
            throw badKey(file, "a name of at most 128 letters, digits and . _ @ + -", "another");
        }
        FileRights rights = FileRights.of(file);
        if (!rights.isRegularFile()) {
            throw badKey(file, "a file", rights.kind());
        }
        if (rights.grants(WRITABLE_BY_ALL)) {
            throw badKey(file, "one that only some may write to", "mode " + rights.mode());
        }
        byte[] der = Pem.decode(Pem.PUBLIC_KEY, content(file))
                .orElseThrow(() -> badKey(file, "one PEM block BEGIN PUBLIC KEY", "something else"));
        KeyAlgorithm algorithm = KeyAlgorithm.ofPublic(der);
        try {
            return new TrustedKey(name, algorithm, algorithm.decodePublic(der));
        } catch (InvalidKeySpecException e) {
            throw new SignatureException(
                    SignatureFault.TRUST_BAD_KEY,
                    "trusted key " + file
                            + ": expected an uncompressed public key of P-256 or one of Ed25519, found another: "
                            + e.getMessage(),
                    e);
        }
    }

    private static byte[] content(Path file) throws IOException, SignatureException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(MAX_FILE_BYTES);
        } catch (AccessDeniedException e) {
            throw new SignatureException(
                    SignatureFault.TRUST_BAD_KEY,
                    "trusted key " + file + ": expected a file that this user may read, found one that it may not",
                    e);
        }
    }

    private static SignatureException badKey(Path file, String expected, String found) {
        return new SignatureException(
                SignatureFault.TRUST_BAD_KEY, "trusted key " + file + ": expected " + expected + ", found " + found);
    }

    private static SignatureException badDirectory(Path directory, String expected, String found) {
        return new SignatureException(
                SignatureFault.TRUST_BAD_DIRECTORY,
                "trust directory " + directory + ": expected " + expected + ", found " + found);
    }

    /** The names of the keys, sorted. */
    public List<String> identities() {
        return keys.stream().map(TrustedKey::name).toList();
    }

    /** Where it was read from, for messages. */
    String source() {
        return source;
    }

    /** Sorted by name. */
    List<TrustedKey> keys() {
        return keys;
    }
}
