package cronium.payload.signing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A private snapshot of a payload and its SHA-256, made in one pass: whatever happens to the original, what was verified is
 * what is unpacked. Up to {@link #MEMORY_BYTES} are held in memory, more in a file without a name. Immutable until it is
 * closed.
 */
public final class PayloadFile implements AutoCloseable {
    /** 4 MiB. */
    public static final int MEMORY_BYTES = 4 << 20;

    private static final int CHUNK = 64 << 10;

    private final String name;
    private final String title;
    private final long size;
    private final byte[] digest;
    private final byte[] bytes;
    private final Optional<SpoolFile> spool;

    /** Either {@code bytes} hold all, or {@code spool} does. */
    private PayloadFile(String name, long size, byte[] digest, byte[] bytes, Optional<SpoolFile> spool) {
        this(name, "payload " + name, size, digest, bytes, spool);
    }

    private PayloadFile(String name, String title, long size, byte[] digest, byte[] bytes, Optional<SpoolFile> spool) {
        this.name = name;
        this.title = title;
        this.size = size;
        this.digest = digest;
        this.bytes = bytes;
        this.spool = spool;
    }

    /**
     * Reads a payload to its end.
     *
     * @param in stays open
     * @param name for messages and results, such as the path it was read from
     * @param maxBytes the most that it may have, from 0
     * @param spoolDirectory an existing directory that only this user can write to; used above {@link #MEMORY_BYTES}
     * @throws SignatureException {@code payload.too-large}
     */
    public static PayloadFile read(InputStream in, String name, long maxBytes, Path spoolDirectory)
            throws IOException, SignatureException {
        MessageDigest sha256 = Sha256.start();
        byte[] bytes = new byte[CHUNK];
        int size = 0;
        while (true) {
            if (size == bytes.length) {
                if (size == MEMORY_BYTES) {
                    return readOn(bytes, in, name, maxBytes, spoolDirectory, sha256);
                }
                bytes = Arrays.copyOf(bytes, Math.min(2 * size, MEMORY_BYTES));
            }
            int count = in.read(bytes, size, bytes.length - size);
            if (count < 0) {
                return new PayloadFile(name, size, sha256.digest(), bytes, Optional.empty());
            }
            sha256.update(bytes, size, count);
            size += count;
            checkSize(name, size, maxBytes);
        }
    }

    /**
     * A payload, or another document to be signed, that is in memory already.
     *
     * @param name for messages
     * @param content at most {@link #MEMORY_BYTES}; copied
     * @throws IllegalArgumentException if it is longer
     */
    public static PayloadFile of(String name, byte[] content) {
        if (content.length > MEMORY_BYTES) {
            throw new IllegalArgumentException("expected at most " + MEMORY_BYTES + " bytes, found " + content.length);
        }
        byte[] digest = Sha256.start().digest(content);
        return new PayloadFile(name, content.length, digest, content.clone(), Optional.empty());
    }

    /**
     * Reads a payload from a file.
     *
     * @throws SignatureException also {@code payload.not-found} and {@code payload.unreadable}
     * @see #read(InputStream, String, long, Path)
     */
    public static PayloadFile read(Path payload, long maxBytes, Path spoolDirectory)
            throws IOException, SignatureException {
        try (InputStream in = open(payload)) {
            return read(in, payload.toString(), maxBytes, spoolDirectory);
        }
    }

    /**
     * Reads a payload that stays where it is: not a snapshot, so only for those who unpack nothing of it.
     *
     * @param maxBytes the most that it may have, from 0
     * @throws SignatureException {@code payload.not-found}, {@code payload.unreadable} or {@code payload.too-large}
     */
    public static PayloadFile inPlace(Path payload, long maxBytes) throws IOException, SignatureException {
        open(payload).close();
        SpoolFile file = SpoolFile.of(payload);
        boolean complete = false;
        try (InputStream in = file.open()) {
            String name = payload.toString();
            MessageDigest sha256 = Sha256.start();
            byte[] chunk = new byte[4 * CHUNK];
            long size = 0;
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                size += count;
                checkSize(name, size, maxBytes);
                sha256.update(chunk, 0, count);
            }
            complete = true;
            return new PayloadFile(name, size, sha256.digest(), new byte[0], Optional.of(file));
        } finally {
            if (!complete) {
                file.close();
            }
        }
    }

    /**
     * Opens a payload's file for {@link #read(InputStream, String, long, Path)}.
     *
     * @throws SignatureException {@code payload.not-found} and {@code payload.unreadable}
     */
    public static InputStream open(Path payload) throws IOException, SignatureException {
        String name = payload.toString();
        if (Files.exists(payload) && !Files.isRegularFile(payload)) {
            // A FIFO would be waited for, perhaps for ever.
            throw new SignatureException(
                    SignatureFault.PAYLOAD_UNREADABLE,
                    "payload " + name + ": expected a file, found "
                            + (Files.isDirectory(payload) ? "a directory" : "something else"));
        }
        try {
            return Files.newInputStream(payload);
        } catch (NoSuchFileException e) {
            throw new SignatureException(
                    SignatureFault.PAYLOAD_NOT_FOUND, "payload " + name + ": expected a file, found nothing", e);
        } catch (AccessDeniedException e) {
            throw new SignatureException(
                    SignatureFault.PAYLOAD_UNREADABLE,
                    "payload " + name + ": expected a file that this user may read, found one that it may not",
                    e);
        }
    }

    private static PayloadFile readOn(
            byte[] first, InputStream in, String name, long maxBytes, Path spoolDirectory, MessageDigest sha256)
            throws IOException, SignatureException {
        SpoolFile file = SpoolFile.create(spoolDirectory);
        boolean complete = false;
        try {
            file.append(first, first.length);
            long size = first.length;
            byte[] chunk = new byte[CHUNK];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                size += count;
                checkSize(name, size, maxBytes);
                sha256.update(chunk, 0, count);
                file.append(chunk, count);
            }
            complete = true;
            return new PayloadFile(name, size, sha256.digest(), new byte[0], Optional.of(file));
        } finally {
            if (!complete) {
                file.close();
            }
        }
    }

    private static void checkSize(String name, long size, long maxBytes) throws SignatureException {
        if (size > maxBytes) {
            throw new SignatureException(
                    SignatureFault.PAYLOAD_TOO_LARGE,
                    "payload " + name + ": expected at most " + maxBytes + " bytes, found at least " + size);
        }
    }

    /**
     * The same bytes, called something else in messages than a payload. Closing either closes both.
     *
     * @param otherTitle such as {@code runner cronium-runner-linux-amd64}
     */
    public PayloadFile titled(String otherTitle) {
        return new PayloadFile(name, otherTitle, size, digest, bytes, spool);
    }

    /** How messages begin: {@code payload NAME}, unless it is {@linkplain #titled called something else}. */
    String title() {
        return title;
    }

    /** As it was given to {@code read}. */
    public String name() {
        return name;
    }

    /** Bytes. */
    public long size() {
        return size;
    }

    /** 64 lower-case hexadecimal digits. */
    public String sha256() {
        return HexFormat.of().formatHex(digest);
    }

    /** The 32 bytes of the SHA-256; a copy. */
    public byte[] digest() {
        return digest.clone();
    }

    /** The bytes from the start, for one thread; every stream has its own position. */
    public InputStream open() {
        return spool.isPresent() ? spool.get().open() : new ByteArrayInputStream(bytes, 0, (int) size);
    }

    /** Frees the disk space; streams over a spooled payload end with an exception from then on. */
    @Override
    public void close() throws IOException {
        if (spool.isPresent()) {
            spool.get().close();
        }
    }
}
