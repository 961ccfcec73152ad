package cronium.runner.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * Payloads by their digests, {@code STATE/payloads/SHA256.tar.gz}, and what has come of others, {@code SHA256.part}. A payload is there
 * whole, checked and on disk, or not at all. What was not used for longest is removed when there is too much. Several processes may use
 * one store; what one removes another uploads again.
 */
public final class PayloadStore {
    /** What is not used is kept for so long. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final String WHOLE = ".tar.gz";
    private static final String PART = ".part";

    private final Path directory;
    private final long mostBytes;
    private final Clock clock;

    /**
     * Opens the store, and makes it if it is missing.
     *
     * @param mostBytes of all together
     */
    public PayloadStore(StateDirectory state, long mostBytes, Clock clock) throws IOException {
        this.directory = state.path().resolve("payloads");
        this.mostBytes = mostBytes;
        this.clock = clock;
        StateDirectory.makePrivate(directory);
    }

    /** What came is not what the digest names. */
    public static final class MismatchException extends IOException {
        MismatchException(String sha256, String found) {
            super("payload " + sha256 + ": expected bytes with that SHA-256, found " + found);
        }
    }

    /** Where the payload is, if it is. */
    public Path file(String sha256) {
        return directory.resolve(sha256 + WHOLE);
    }

    /** Whether it is there; it counts as used now then. */
    public boolean has(String sha256) {
        try {
            Files.setLastModifiedTime(file(sha256), FileTime.from(clock.instant()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** How much of it has come so far. */
    public long partBytes(String sha256) throws IOException {
        try {
            return Files.size(part(sha256));
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private Path part(String sha256) {
        return directory.resolve(sha256 + PART);
    }

    /** Opens what has come of it to append to; empty it if it is longer than it should be. */
    public FileChannel append(String sha256, long size) throws IOException {
        FileChannel channel = FileChannel.open(part(sha256), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.size() > size) {
                channel.truncate(0);
            }
            channel.position(channel.size());
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Takes it in when all has come.
     *
     * @throws MismatchException when it is something else; it is removed then
     */
    public void complete(String sha256) throws IOException {
        Path part = part(sha256);
        String found = digest(part);
        if (!found.equals(sha256)) {
            Files.deleteIfExists(part);
            throw new MismatchException(sha256, found);
        }
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, file(sha256), StandardCopyOption.ATOMIC_MOVE);
        StateDirectory.sync(directory);
        makeRoom();
    }

    /** Takes in a whole payload. */
    public void put(String sha256, byte[] content) throws IOException {
        String found = HexFormat.of().formatHex(sha256().digest(content));
        if (!found.equals(sha256)) {
            throw new MismatchException(sha256, found);
        }
        Path coming = directory.resolve(Owner.self().nameOf(".new", sha256));
        try {
            try (FileChannel channel =
                    FileChannel.open(coming, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(coming, file(sha256), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(coming);
        }
        StateDirectory.sync(directory);
        makeRoom();
    }

    private record Stored(Path path, long bytes, Instant used) {}

    /** Removes what nobody used for long, and the oldest if there is still too much. */
    public void makeRoom() throws IOException {
        List<Stored> stored = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                try {
                    stored.add(new Stored(
                            file,
                            Files.size(file),
                            Files.getLastModifiedTime(file).toInstant()));
                } catch (NoSuchFileException e) {
                    // Another process made room.
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        stored.sort(Comparator.comparing(Stored::used));
        long bytes = stored.stream().mapToLong(Stored::bytes).sum();
        Instant oldest = clock.instant().minus(KEPT);
        // The newest always stays: it is the one that is wanted now.
        for (Stored file : stored.subList(0, Math.max(0, stored.size() - 1))) {
            if (bytes > mostBytes || file.used().isBefore(oldest)) {
                Files.deleteIfExists(file.path());
                bytes -= file.bytes();
            }
        }
    }

    private static String digest(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] piece = new byte[64 << 10];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                digest.update(piece, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
