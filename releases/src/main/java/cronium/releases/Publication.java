package cronium.releases;

import cronium.payload.PayloadException;
import cronium.payload.signing.PayloadFile;
import cronium.payload.signing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A version on its way into the store: a folder of an unfinished name that becomes the version's in one step. Closed before
 * that, it goes. For one thread.
 */
public final class Publication implements AutoCloseable {
    private final RunnerStore store;
    private final Version version;
    private final SigningKey key;
    private final StoreLock lock;
    private final Path folder;
    private final SortedMap<String, String> digests = new TreeMap<>();

    private Publication(RunnerStore store, Version version, SigningKey key, StoreLock lock) throws IOException {
        this.store = store;
        this.version = version;
        this.key = key;
        this.lock = lock;
        this.folder = Files.createDirectory(lock.fresh());
    }

    /** How it ended. */
    public enum Outcome {
        PUBLISHED,
        /** A version with the same runners and SBOMs is there, and stays as it is. */
        ALREADY_THERE
    }

    /** Waits until no other process changes the store. */
    public static Publication begin(RunnerStore store, Version version, SigningKey key) throws IOException {
        StoreLock lock = StoreLock.take(store.root());
        try {
            return new Publication(store, version, key, lock);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** Where files may be made before they are {@linkplain #add added}. */
    public Path folder() {
        return folder;
    }

    /**
     * Takes a runner or an SBOM in: signs it and lists its digest.
     *
     * @param name of a file in {@link #folder}
     * @return the SHA-256
     */
    public String add(String name) throws IOException, PayloadException {
        Path file = folder.resolve(name);
        try (PayloadFile content = PayloadFile.inPlace(file, Files.size(file))) {
            writeSignature(name, content);
            digests.put(name, content.sha256());
            return content.sha256();
        }
    }

    /** Writes an SBOM, as {@link #add(String)}. */
    public String add(String name, String text) throws IOException, PayloadException {
        Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
        return add(name);
    }

    /** Writes a provenance statement in a signed envelope. */
    public void addProvenance(String name, String statement) throws IOException, PayloadException {
        Files.writeString(folder.resolve(name), Envelope.sign(statement, key), StandardCharsets.US_ASCII);
    }

    /**
     * Makes it the version, if that is not there, and points {@code latest} at the highest version.
     *
     * @throws StoreException if the version is there with other files
     */
    public Outcome finish() throws IOException, PayloadException {
        byte[] sums = new Sums(digests).bytes();
        Path place = store.folder(version);
        boolean present = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
        if (present) {
            requireSame(new VersionFolder(place, new Findings()));
        } else {
            Files.write(folder.resolve(FileNames.SUMS), sums);
            writeSignature(FileNames.SUMS, PayloadFile.of(FileNames.SUMS, sums));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Disk.syncAll(folder);
            Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
            Disk.sync(store.root());
        }
        store.pointAtLatest(lock);
        return present ? Outcome.ALREADY_THERE : Outcome.PUBLISHED;
    }

    private void writeSignature(String name, PayloadFile content) throws IOException, PayloadException {
        Files.writeString(folder.resolve(FileNames.signature(name)), key.sign(content), StandardCharsets.US_ASCII);
    }

    /** By the files themselves, not by what a list says of them. */
    private void requireSame(VersionFolder present) throws IOException {
        SortedSet<String> names = new TreeSet<>(digests.keySet());
        for (String name : present.names()) {
            if (FileNames.isRunner(name)) {
                names.add(name);
                names.add(FileNames.sbom(name));
            }
        }
        for (String name : names) {
            String built = digests.getOrDefault(name, "not built");
            String there = "missing";
            if (present.names().contains(name)) {
                there = present.runner(name).map(Publication::digest).orElse("unreadable");
            }
            if (!built.equals(there)) {
                throw new StoreException("store " + store.root() + ": version " + version
                        + " is there and never changes: expected " + name + " with sha256 " + there + ", found " + built
                        + "; give the new one another version");
            }
        }
    }

    private static String digest(PayloadFile file) {
        try (file) {
            return file.sha256();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                Disk.remove(folder);
            }
        }
    }
}
