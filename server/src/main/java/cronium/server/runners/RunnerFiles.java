package cronium.server.runners;

import cronium.server.payloads.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Files of runners by their content: {@code sha256/ab/cdef…}. One appears whole, on disk, and only if it is what it was to be. What
 * is coming is under {@code coming/}; whatever is there when a server starts was left by one that was killed. Thread-safe; one process
 * at a time has the directory.
 */
public final class RunnerFiles {
    private static final int BUFFER = 64 << 10;

    private final Path root;
    private final Path coming;

    private RunnerFiles(Path directory) {
        this.root = directory.resolve("sha256");
        this.coming = directory.resolve("coming");
    }

    /** Opens the store in a directory that is private to this user; makes what is missing, and removes what never came whole. */
    public static RunnerFiles open(Path directory) throws IOException {
        RunnerFiles files = new RunnerFiles(directory);
        Files.createDirectories(files.root);
        Files.createDirectories(files.coming);
        for (Path left : Disk.list(files.coming)) {
            Files.delete(left);
        }
        return files;
    }

    /** What came is not what was to come. */
    public static final class OtherContentException extends Exception {
        OtherContentException(String message) {
            super(message);
        }
    }

    /** The runner's file, if it is here. */
    public Optional<Path> find(String sha256) {
        return Optional.of(path(sha256)).filter(Files::isRegularFile);
    }

    /**
     * Takes a runner's file as it comes.
     *
     * @param sha256 what it has to be, 64 hexadecimal digits in lower case
     * @param size bytes that it has to have
     * @return false if it was here already; nothing is read then
     * @throws OtherContentException if it is another; nothing is kept
     */
    public boolean store(String sha256, long size, InputStream content) throws IOException, OtherContentException {
        if (find(sha256).isPresent()) {
            return false;
        }
        Path work = coming.resolve(UUID.randomUUID().toString());
        try {
            String found = write(content, size, work);
            if (!found.equals(sha256)) {
                throw new OtherContentException("expected a file of sha256 " + sha256 + ", found " + found);
            }
            place(work, sha256);
            return true;
        } finally {
            Files.deleteIfExists(work);
        }
    }

    private static String write(InputStream content, long size, Path work) throws IOException, OtherContentException {
        MessageDigest digest = sha256();
        long written = 0;
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(work), digest)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                written += read;
                if (written > size) {
                    throw new OtherContentException("expected a file of " + size + " bytes, found more");
                }
                out.write(buffer, 0, read);
            }
        }
        if (written < size) {
            throw new OtherContentException("expected a file of " + size + " bytes, found " + written);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void place(Path work, String sha256) throws IOException {
        Path directory = directory(sha256);
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            Disk.sync(root);
        }
        Disk.sync(work);
        Files.move(work, path(sha256), StandardCopyOption.ATOMIC_MOVE);
        Disk.sync(directory);
    }

    private Path path(String sha256) {
        return directory(sha256).resolve(sha256.substring(2));
    }

    private Path directory(String sha256) {
        return root.resolve(sha256.substring(0, 2));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
