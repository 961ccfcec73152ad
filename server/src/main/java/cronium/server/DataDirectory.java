package cronium.server;

import cronium.payload.signing.SignatureException;
import cronium.payload.signing.SigningKey;
import cronium.server.payloads.Disk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Where a server keeps everything that is not in a database elsewhere. For its user alone, and for one server at a time: a lock that the
 * kernel takes back when the process ends says so.
 */
final class DataDirectory implements AutoCloseable {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes what is missing and takes the lock.
     *
     * @throws SetupException if it is another user's, open to others, or another server has it
     */
    static DataDirectory open(Path given) throws IOException, SetupException {
        Path path = given.toAbsolutePath().normalize();
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = path.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PRIVATE));
        }
        checkPrivate(path);
        FileChannel lock = FileChannel.open(
                path.resolve("lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PRIVATE_FILE));
        if (!isLocked(lock)) {
            lock.close();
            throw new SetupException("data directory " + path
                    + ": expected no server at work in it, found one; stop it, or choose another with --data");
        }
        return new DataDirectory(path, lock);
    }

    private static boolean isLocked(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void checkPrivate(Path path) throws IOException, SetupException {
        PosixFileAttributes found = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes self = Files.readAttributes(Path.of("/proc/self"), PosixFileAttributes.class);
        if (!found.isDirectory() || !found.owner().equals(self.owner())) {
            throw new SetupException("data directory " + path + ": expected a directory of user "
                    + self.owner().getName() + ", found "
                    + (found.isDirectory() ? "one of user " + found.owner().getName() : "something else"));
        }
        if (!found.permissions().equals(PRIVATE)) {
            throw new SetupException("data directory " + path + ": expected permissions rwx------, found "
                    + PosixFilePermissions.toString(found.permissions()) + "; run: chmod 700 " + path);
        }
    }

    Path path() {
        return path;
    }

    Path database() {
        return path.resolve("cronium.db");
    }

    Path payloads() throws IOException {
        return directory("payloads");
    }

    /** The key to log in on hosts with, and their keys. */
    Path ssh() throws IOException {
        return directory("ssh");
    }

    /** What is put on hosts. */
    Path runnerFiles() throws IOException {
        return directory("runner-files");
    }

    /** The state directory of the runners on this machine. */
    Path runners() throws IOException {
        return directory("runners");
    }

    /** The public half of the signing key, for the runners. */
    Path trust() throws IOException {
        return directory("trust");
    }

    Path secretsKey() {
        return path.resolve("secrets.key");
    }

    Path adminToken() {
        return path.resolve("admin.token");
    }

    private Path directory(String name) throws IOException {
        Path directory = path.resolve(name);
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
        }
        return directory;
    }

    /** What this node is called in the database, for as long as this directory is there: eight hexadecimal digits. */
    String node() throws IOException {
        Path file = path.resolve("node");
        if (!Files.exists(file)) {
            write(file, UUID.randomUUID().toString().substring(0, 8));
        }
        return Files.readString(file, StandardCharsets.US_ASCII).strip();
    }

    /** The key that payloads are signed with; made on first use, with its public half in {@link #trust}. */
    SigningKey signingKey() throws IOException, SignatureException {
        Path file = path.resolve("signing.pem");
        SigningKey key;
        if (Files.exists(file)) {
            key = SigningKey.read(file);
        } else {
            Path coming = path.resolve("signing.pem.new");
            Files.deleteIfExists(coming);
            key = SigningKey.generate();
            key.write(coming);
            Files.move(coming, file, StandardCopyOption.ATOMIC_MOVE);
            Disk.sync(path);
        }
        Path published = trust().resolve("server.pub");
        if (!Files.exists(published)) {
            write(published, key.publicKeyPem());
        }
        return key;
    }

    /**
     * The text of a file with a secret, without the white space around it.
     *
     * @throws SetupException if group or others have any right to it
     */
    static String readPrivate(Path file) throws IOException, SetupException {
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
        if (!PRIVATE_FILE.containsAll(found)) {
            throw new SetupException(file + ": expected a file for its owner alone, found permissions "
                    + PosixFilePermissions.toString(found) + "; run: chmod 600 " + file);
        }
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }

    /** Writes a file of mode 0600, whole and on disk or not at all. */
    static void write(Path file, String text) throws IOException {
        Path coming = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(coming);
        Files.createFile(coming, PosixFilePermissions.asFileAttribute(PRIVATE_FILE));
        Files.writeString(coming, text, StandardCharsets.UTF_8);
        Disk.sync(coming);
        Files.move(coming, file, StandardCopyOption.ATOMIC_MOVE);
        Path parent = file.getParent();
        if (parent != null) {
            Disk.sync(parent);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
