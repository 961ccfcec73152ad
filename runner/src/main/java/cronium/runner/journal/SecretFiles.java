package cronium.runner.journal;

import cronium.runner.linux.Removal;
import cronium.runner.secrets.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The secrets of an execution as files: {@code secrets} in its claim, a directory or a link to one in shared memory, which is
 * no disk. The link is there before the directory that it names, so whatever is left of a killed runner is found by it.
 */
final class SecretFiles {
    static final String NAME = "secrets";

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final String PREFIX = "cronium-secrets-";
    private static final int MOST_ATTEMPTS = 10;
    /** What is overwritten of a file; the rest is not of this runner's making. */
    private static final int MOST_WIPED = 1 << 20;

    private static final FileAttribute<?> DIRECTORY_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> FILE_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--------"));

    private SecretFiles() {}

    /**
     * Writes one file for each secret.
     *
     * @param sharedMemory where to make the directory if that is a tmpfs, else it is made in the claim
     */
    static Claim.SecretsPlace write(Path claim, List<Secret> secrets, Path sharedMemory) throws IOException {
        Path directory = makeDirectory(claim.resolve(NAME), sharedMemory);
        for (Secret secret : secrets) {
            try (FileChannel file = FileChannel.open(
                    directory.resolve(secret.name()),
                    java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    FILE_MODE)) {
                writeAll(file, secret.value(), secret.value().length);
            }
        }
        return new Claim.SecretsPlace(directory, isTmpfs(directory));
    }

    static Claim.SecretsPlace write(Path claim, List<Secret> secrets) throws IOException {
        return write(claim, secrets, SHARED_MEMORY);
    }

    private static Path makeDirectory(Path place, Path sharedMemory) throws IOException {
        if (!isTmpfs(sharedMemory) || !Files.isWritable(sharedMemory)) {
            return Files.createDirectory(place, DIRECTORY_MODE);
        }
        for (int attempt = 1; ; attempt++) {
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            Path directory = sharedMemory.resolve(PREFIX + HexFormat.of().formatHex(random));
            Files.createSymbolicLink(place, directory);
            try {
                return Files.createDirectory(directory, DIRECTORY_MODE);
            } catch (FileAlreadyExistsException e) {
                Files.delete(place);
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static boolean isTmpfs(Path directory) throws IOException {
        return Files.isDirectory(directory)
                && Files.getFileStore(directory).type().equals("tmpfs");
    }

    /**
     * Overwrites and removes what {@link #write} made, as far as it is there.
     *
     * @return what could not be removed, and why
     */
    static List<String> wipe(Path claim) {
        List<String> left = new ArrayList<>();
        Path place = claim.resolve(NAME);
        try {
            if (Files.isSymbolicLink(place)) {
                Path directory = Files.readSymbolicLink(place);
                // The script may have changed the link. It never leads to what this runner cannot have made.
                if (SHARED_MEMORY.equals(directory.getParent())
                        && directory.getFileName().toString().startsWith(PREFIX)
                        && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                        && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(claim))) {
                    overwriteFilesIn(directory, left);
                    left.addAll(Removal.remove(directory));
                }
            } else if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                overwriteFilesIn(place, left);
            }
        } catch (IOException e) {
            left.add(place + ": " + e);
        }
        return left;
    }

    private static void overwriteFilesIn(Path directory, List<String> left) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    overwrite(file, left);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static void overwrite(Path file, List<String> left) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                int size = (int) Math.min(channel.size(), MOST_WIPED);
                writeAll(channel, new byte[size], size);
                channel.force(false);
            }
        } catch (IOException e) {
            left.add(file + ": not overwritten: " + e);
        }
    }

    private static void writeAll(FileChannel channel, byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
