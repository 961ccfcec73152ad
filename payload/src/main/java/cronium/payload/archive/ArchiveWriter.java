package cronium.payload.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Packs a folder as {@code tar.gz}. The bytes are a function of names, contents, executable bits and link targets, and of the
 * JDK's zlib: another zlib may compress the same tar differently. A test holds a recorded digest. How many threads compress
 * makes no difference. What this packs, {@link Extractor} with the same limits unpacks, except for contents that expand beyond
 * the ratio.
 *
 * <p>Modes become 0755 for directories and what its owner may execute, else 0644. Hard links become files. Sparse files are
 * written whole.
 */
public final class ArchiveWriter {
    /** The latest time that eleven octal digits hold. */
    private static final long LATEST = 0_77_777_777_777L;

    private final long modifiedSeconds;
    private final ArchiveLimits limits;
    private final int threads;

    /** Every entry's time is the epoch; all processors compress. */
    public ArchiveWriter() {
        this(0, ArchiveLimits.DEFAULT);
    }

    /** A writer that gives every entry the same time; all processors compress. */
    public ArchiveWriter(long modifiedSeconds, ArchiveLimits limits) {
        this(modifiedSeconds, limits, Runtime.getRuntime().availableProcessors());
    }

    /**
     * A writer that gives every entry the same time.
     *
     * @param modifiedSeconds seconds since the epoch, 0 to 8,589,934,591
     * @param limits what the folder may hold
     * @param threads how many compress at the same time, from 1
     */
    public ArchiveWriter(long modifiedSeconds, ArchiveLimits limits, int threads) {
        if (modifiedSeconds < 0 || modifiedSeconds > LATEST) {
            throw new IllegalArgumentException("expected a time from 0 to " + LATEST + ", found " + modifiedSeconds);
        }
        this.modifiedSeconds = modifiedSeconds;
        this.limits = limits;
        this.threads = threads;
    }

    /**
     * Packs what is beneath {@code folder}, without an entry for the folder itself.
     *
     * @param out flushed, not closed; what was written when an exception comes is no archive
     * @throws ArchiveException if something may not be packed, or changes meanwhile
     */
    public void write(Path folder, OutputStream out) throws IOException, ArchiveException {
        try (GzipOutput gzip = new GzipOutput(out, threads)) {
            TarOutput tar = new TarOutput(gzip, modifiedSeconds);
            for (ArchiveEntry entry : PackedFolder.scan(folder, limits)) {
                write(folder, entry, tar, gzip);
            }
            tar.end();
            checkSize(gzip.position(), "the archive");
            gzip.finish();
        }
    }

    private void write(Path folder, ArchiveEntry entry, TarOutput tar, GzipOutput gzip)
            throws IOException, ArchiveException {
        String path = entry.path();
        switch (entry) {
            case ArchiveEntry.Directory directory -> tar.header('5', path + "/", directory.mode(), 0, "");
            case ArchiveEntry.SymbolicLink link -> tar.header('2', path, 0777, 0, link.target());
            case ArchiveEntry.HardLink link -> tar.header('1', path, 0644, 0, link.target());
            case ArchiveEntry.RegularFile file -> {
                checkSize(gzip.position() + file.size(), path);
                tar.header('0', path, file.mode(), file.size(), "");
                copy(ExactPath.resolve(folder, path), file, gzip);
                tar.pad(file.size());
            }
        }
    }

    private static void copy(Path source, ArchiveEntry.RegularFile file, GzipOutput gzip)
            throws IOException, ArchiveException {
        ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
        try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long read = 0;
            while (in.read(buffer.clear()) >= 0) {
                read += buffer.position();
                if (read > file.size()) {
                    throw changed(file, read);
                }
                gzip.write(buffer.array(), 0, buffer.position());
            }
            if (read != file.size()) {
                throw changed(file, read);
            }
        }
    }

    private void checkSize(long bytes, String path) throws ArchiveException {
        if (bytes > limits.unpackedBytes()) {
            throw ArchiveException.at(
                    ArchiveFault.TOO_LARGE, path, "at most " + limits.unpackedBytes() + " unpacked bytes", "" + bytes);
        }
    }

    private static ArchiveException changed(ArchiveEntry.RegularFile file, long found) {
        return ArchiveException.at(
                ArchiveFault.CHANGED_WHILE_READ,
                file.path(),
                "the " + file.size() + " bytes that it had when packing began",
                "at least " + found);
    }
}
