package cronium.server.payloads;

import cronium.payload.PayloadException;
import cronium.payload.archive.ArchiveLimits;
import cronium.payload.signing.PayloadFile;
import cronium.payload.signing.SignatureCheck;
import cronium.payload.signing.SignatureException;
import cronium.payload.signing.SigningKey;
import cronium.server.domain.EventVersion;
import cronium.server.domain.StoredPayload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Payloads by their content: {@code sha256/ab/cdef….tar.gz} with a signature beside each. A payload appears whole, and after its signature. Nobody
 * waits until it is on disk: whatever a power failure leaves of it, {@link #require} finds out and makes it again, and there is no other way to
 * the files. What is being made is under {@code coming/}; whatever is there when a server starts was left by one that was killed. Thread-safe; one
 * process at a time has the directory.
 */
public final class PayloadFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PayloadFiles.class);
    private static final String SUFFIX = ".tar.gz";
    private static final String SIGNATURE = ".sig";

    private final Path root;
    private final Path coming;
    private final SigningKey key;
    private final CheckedFiles checked = new CheckedFiles();
    private final Lock makingAgain = new ReentrantLock();

    private PayloadFiles(Path root, SigningKey key) {
        this.root = root.resolve("sha256");
        this.coming = root.resolve("coming");
        this.key = key;
    }

    /** Opens the store in a directory that is private to this user; makes what is missing. */
    public static PayloadFiles open(Path directory, SigningKey key) throws IOException {
        PayloadFiles files = new PayloadFiles(directory, key);
        Files.createDirectories(files.root);
        Files.createDirectories(files.coming);
        return files;
    }

    /** Packs and signs a version and puts its payload in place. */
    public StoredPayload make(EventVersion version) throws IOException, PayloadException {
        Path packed = comingFile();
        try {
            Packing.pack(version, packed);
            try (PayloadFile payload = PayloadFile.inPlace(packed, ArchiveLimits.DEFAULT.packedBytes())) {
                Path place = path(payload.sha256());
                makeDirectoryOf(place);
                sign(payload, place);
                Files.move(packed, place, StandardCopyOption.ATOMIC_MOVE);
                return new StoredPayload(
                        version.eventId(),
                        version.number(),
                        payload.sha256(),
                        payload.size(),
                        key.fingerprint(),
                        version.savedAt(),
                        Optional.empty());
            }
        } finally {
            Files.deleteIfExists(packed);
        }
    }

    /** A name of its own: the making of a directory takes the file system longer than that of a file. */
    private Path comingFile() {
        return coming.resolve(UUID.randomUUID().toString());
    }

    private static void makeDirectoryOf(Path place) throws IOException {
        Path directory = Disk.parent(place);
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
        }
    }

    private void sign(PayloadFile payload, Path place) throws IOException, PayloadException {
        String signature = key.sign(payload);
        Path signed = comingFile();
        try {
            Files.writeString(signed, signature, StandardCharsets.US_ASCII);
            Files.move(signed, signatureOf(place), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(signed);
        }
    }

    /** The payload's file if there is one, right or not. */
    Optional<Path> find(String sha256) {
        return Optional.of(path(sha256)).filter(Files::isRegularFile);
    }

    /**
     * The payload's file, with its signature {@linkplain #signatureOf beside it}, both as they were made when the version was saved: a payload that
     * is missing or damaged is made again, one whose signature is not of this store's key is signed again.
     *
     * @param version asked for only if it has to be made again
     * @throws IOException also if what is made now has another digest than what was made then
     */
    public Path require(StoredPayload stored, VersionSource version) throws IOException, PayloadException {
        Path place = path(stored.sha256());
        Optional<CheckedFiles.Look> look = CheckedFiles.Look.at(place, signatureOf(place));
        if (look.isPresent() && checked.contains(stored.sha256(), look.get())) {
            return place;
        }
        if (isRight(place, stored)) {
            look.ifPresent(right -> checked.add(stored.sha256(), right));
        } else {
            makeAgain(version, stored);
        }
        return place;
    }

    /** Finds a version with its files. */
    @FunctionalInterface
    public interface VersionSource {
        EventVersion find() throws IOException;
    }

    /** Whether the bytes are those that were made; then they are signed too, if they were not before. */
    private boolean isRight(Path place, StoredPayload stored) throws IOException, PayloadException {
        try (PayloadFile payload = PayloadFile.inPlace(place, stored.size())) {
            if (!payload.sha256().equals(stored.sha256())) {
                return false;
            }
            if (!key.hasSigned(payload, signature(place))) {
                LOG.info("payload {} had no signature of this server's key, and is signed again", stored.sha256());
                sign(payload, place);
            }
            return true;
        } catch (SignatureException e) {
            // Missing, not to be read, or too long.
            return false;
        }
    }

    private static byte[] signature(Path payload) throws IOException {
        try (InputStream in = Files.newInputStream(signatureOf(payload))) {
            return in.readNBytes(SignatureCheck.MAX_SIGNATURE_BYTES + 1);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    private void makeAgain(VersionSource source, StoredPayload stored) throws IOException, PayloadException {
        // One at a time: what many miss at once would be in memory as often.
        makingAgain.lock();
        try {
            if (!isRight(path(stored.sha256()), stored)) {
                makeAgain(source.find(), stored);
            }
        } finally {
            makingAgain.unlock();
        }
    }

    private void makeAgain(EventVersion version, StoredPayload stored) throws IOException, PayloadException {
        if (find(stored.sha256()).isPresent()) {
            LOG.warn("payload {} was damaged on disk, and is made again", stored.sha256());
        }
        StoredPayload made = make(version);
        if (!made.sha256().equals(stored.sha256())) {
            remove(made.sha256());
            throw new IOException("payload of " + version.spec().name() + ", version " + version.number()
                    + ": expected sha256 " + stored.sha256() + ", found " + made.sha256()
                    + " when it was made again; another Java may compress otherwise");
        }
    }

    public static Path signatureOf(Path payload) {
        return payload.resolveSibling(payload.getFileName() + SIGNATURE);
    }

    /** Removes a payload and its signature, if they are there; the payload first, so that none is without a signature. */
    public void remove(String sha256) throws IOException {
        Path payload = path(sha256);
        Files.deleteIfExists(payload);
        Files.deleteIfExists(signatureOf(payload));
    }

    private Path path(String sha256) {
        return root.resolve(sha256.substring(0, 2)).resolve(sha256.substring(2) + SUFFIX);
    }

    /**
     * Removes what a killed server left: what was being made, and payloads that no version has. Only while nothing is saved.
     *
     * @param isReferenced whether a digest is some version's
     * @return how many files went
     */
    public int sweep(Predicate<String> isReferenced) throws IOException {
        int removed = 0;
        for (Path left : Disk.list(coming)) {
            Disk.removeTree(left);
            removed++;
        }
        for (Path directory : Disk.list(root)) {
            for (Path file : Disk.list(directory)) {
                if (!isReferenced.test(sha256(directory, file))) {
                    Files.delete(file);
                    removed++;
                }
            }
        }
        return removed;
    }

    private static String sha256(Path directory, Path file) {
        String name = file.getFileName().toString();
        int end = name.indexOf('.');
        return directory.getFileName() + (end < 0 ? name : name.substring(0, end));
    }

    /** The digests of all payloads that are there. */
    public Stream<String> all() throws IOException {
        Stream.Builder<String> found = Stream.builder();
        for (Path directory : Disk.list(root)) {
            for (Path file : Disk.list(directory)) {
                if (file.toString().endsWith(SUFFIX)) {
                    found.add(sha256(directory, file));
                }
            }
        }
        return found.build();
    }
}
