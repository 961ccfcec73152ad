package cronium.payload.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * Packs a folder, or files that are in none, as {@code tar.gz}. The bytes are a function of names, contents, executable bits and
 * link targets, and of the JDK's zlib: another zlib may compress the same tar differently. A test holds a recorded digest. How many threads compress
 * makes no difference. What this packs, {@link Extractor} with the same limits unpacks, except for contents that expand beyond
 * the ratio.
 *
 * <p>Not thread-safe. Modes become 0755 for directories and what its owner may execute, else 0644. Hard links become files. Sparse files are
 * written whole.
 */
public final class ArchiveWriter {
    private final PackSettings settings;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10);

    /** Packs everything, with the epoch as every entry's time. */
    public ArchiveWriter() {
        this(PackSettings.DEFAULT);
    }

    public ArchiveWriter(PackSettings settings) {
        this.settings = settings;
    }

    /**
     * Packs what is beneath {@code folder}, without an entry for the folder itself.
     *
     * @param out flushed, not closed; what was written when an exception comes is no archive
     * @throws ArchiveException if something may not be packed, or changes meanwhile
     */
    public void write(Path folder, OutputStream out) throws IOException, ArchiveException {
        pack(PackedFolder.scan(folder, settings.limits(), settings.selection()), out);
    }

    /** Packs all of these files, whatever the selection; the rest is as with a folder. */
    public void write(PackedFiles files, OutputStream out) throws IOException, ArchiveException {
        pack(files, out);
    }

    private void pack(PackSource source, OutputStream out) throws IOException, ArchiveException {
        try (GzipOutput gzip = new GzipOutput(out, settings.threads())) {
            TarOutput tar = new TarOutput(gzip, settings.modifiedSeconds());
            List<ArchiveEntry> entries = source.entries();
            settings.observer().begun(contentBytes(entries));
            for (ArchiveEntry entry : entries) {
                write(source, entry, tar, gzip);
            }
            tar.end();
            checkSize(gzip.position(), "the archive");
            gzip.finish();
        }
    }

    private void write(PackSource source, ArchiveEntry entry, TarOutput tar, GzipOutput gzip)
            throws IOException, ArchiveException {
        String path = entry.path();
        switch (entry) {
            case ArchiveEntry.Directory directory -> tar.header('5', path + "/", directory.mode(), 0, "");
            case ArchiveEntry.SymbolicLink link -> tar.header('2', path, 0777, 0, link.target());
            case ArchiveEntry.HardLink link -> tar.header('1', path, 0644, 0, link.target());
            case ArchiveEntry.RegularFile file -> {
                checkSize(gzip.position() + file.size(), path);
                tar.header('0', path, file.mode(), file.size(), "");
                copy(source, file, gzip);
                tar.pad(file.size());
            }
        }
    }

    private static long contentBytes(List<ArchiveEntry> entries) {
        long bytes = 0;
        for (ArchiveEntry entry : entries) {
            bytes += entry instanceof ArchiveEntry.RegularFile file ? file.size() : 0;
        }
        return bytes;
    }

    private void copy(PackSource source, ArchiveEntry.RegularFile file, GzipOutput gzip)
            throws IOException, ArchiveException {
        settings.observer().file(file.path());
        try (ReadableByteChannel in = source.content(file)) {
            long read = 0;
            while (in.read(buffer.clear()) >= 0) {
                read += buffer.position();
                if (read > file.size()) {
                    throw changed(file, read);
                }
                gzip.write(buffer.array(), 0, buffer.position());
                settings.observer().content(buffer.array(), buffer.position());
            }
            if (read != file.size()) {
                throw changed(file, read);
            }
        }
    }

    private void checkSize(long bytes, String path) throws ArchiveException {
        if (bytes > settings.limits().unpackedBytes()) {
            throw ArchiveException.at(
                    ArchiveFault.TOO_LARGE,
                    path,
                    "at most " + settings.limits().unpackedBytes() + " unpacked bytes",
                    "" + bytes);
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
