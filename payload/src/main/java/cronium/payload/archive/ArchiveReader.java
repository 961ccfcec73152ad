package cronium.payload.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The entries of a {@code tar.gz}, one after the other. Every entry that it returns was checked against those before it; that
 * the archive as a whole is sound (complete, intact, no link leaves it) is known only once {@link #next()} has returned empty.
 *
 * <p>Reads ahead in its stream and does not close it.
 */
public final class ArchiveReader implements AutoCloseable {
    private final GzipInput gzip;
    private final TarInput tar;
    private final ArchiveLimits limits;
    private final PathTree tree;
    private PathNode node;
    private long contentSize;
    private boolean ended;

    public ArchiveReader(InputStream packed, ArchiveLimits limits) {
        this(packed, limits, BlockSource.single());
    }

    ArchiveReader(InputStream packed, ArchiveLimits limits, BlockSource blocks) {
        this.gzip = new GzipInput(packed, limits, blocks);
        this.tar = new TarInput(gzip, limits);
        this.limits = limits;
        this.tree = new PathTree(limits);
        this.node = tree.root();
    }

    /**
     * The next entry; what was not read of the last one's content is skipped. The root's own entry ({@code ./}) is not
     * returned.
     */
    public Optional<ArchiveEntry> next() throws IOException, ArchiveException {
        while (!ended) {
            tar.skipContent();
            contentSize = 0;
            Optional<RawEntry> raw = tar.next();
            if (raw.isEmpty()) {
                LinkResolution.check(tree);
                ended = true;
                break;
            }
            String path = EntryName.path(raw.get().name(), limits);
            if (path.isEmpty()) {
                acceptRoot(raw.get());
            } else {
                return Optional.of(accept(raw.get(), path));
            }
        }
        return Optional.empty();
    }

    /** Writes the content of the regular file that {@link #next()} returned last, as far as it was not read before. */
    public void copyContent(ContentSink sink) throws IOException, ArchiveException {
        tar.copyContent(sink);
    }

    /** The content of the regular file that {@link #next()} returned last; {@code archive.too-large} beyond the limit. */
    public byte[] content(int maxBytes) throws IOException, ArchiveException {
        if (contentSize > maxBytes) {
            throw ArchiveException.at(
                    ArchiveFault.TOO_LARGE, node.path(), "a file of at most " + maxBytes + " bytes", "" + contentSize);
        }
        return tar.content();
    }

    /** Frees native memory; does not close the stream. */
    @Override
    public void close() {
        gzip.close();
    }

    /** The node of the entry that {@link #next()} returned last. */
    PathNode node() {
        return node;
    }

    PathTree tree() {
        return tree;
    }

    private void acceptRoot(RawEntry raw) throws ArchiveException {
        if (raw.type() != '5') {
            throw ArchiveException.at(
                    ArchiveFault.EMPTY_NAME,
                    Printable.text(raw.name()),
                    "a name beneath the root",
                    "the root as something else than a directory");
        }
        refuseContent(raw, "./");
        tree.addRoot();
    }

    private ArchiveEntry accept(RawEntry raw, String path) throws ArchiveException {
        return switch (raw.type()) {
            case '0', 0, '7' -> acceptFile(raw, path);
            case '1' -> acceptHardLink(raw, path);
            case '2' -> acceptSymbolicLink(raw, path);
            case '5' -> acceptDirectory(raw, path);
            case '3' -> throw refused(ArchiveFault.DEVICE, path, "a character device");
            case '4' -> throw refused(ArchiveFault.DEVICE, path, "a block device");
            case '6' -> throw refused(ArchiveFault.FIFO, path, "a FIFO");
            case 'S' -> throw refused(ArchiveFault.SPARSE, path, "a GNU sparse file");
            default ->
                throw refused(ArchiveFault.UNKNOWN_TYPE, path, "type 0x" + Integer.toHexString(raw.type() & 0xff));
        };
    }

    private ArchiveEntry acceptFile(RawEntry raw, String path) throws ArchiveException {
        node = tree.addFile(path, raw.mode());
        tar.startContent(path, raw.size());
        contentSize = raw.size();
        return new ArchiveEntry.RegularFile(path, raw.mode(), raw.size());
    }

    private ArchiveEntry acceptHardLink(RawEntry raw, String path) throws ArchiveException {
        refuseContent(raw, path);
        String target = EntryName.hardTarget(raw.link(), path, limits);
        tree.checkHardLink(path, target);
        node = tree.addFile(path, raw.mode());
        return new ArchiveEntry.HardLink(path, target);
    }

    private ArchiveEntry acceptSymbolicLink(RawEntry raw, String path) throws ArchiveException {
        refuseContent(raw, path);
        String target = EntryName.symbolicTarget(raw.link(), path, limits);
        node = tree.addSymbolicLink(path, target);
        return new ArchiveEntry.SymbolicLink(path, target);
    }

    private ArchiveEntry acceptDirectory(RawEntry raw, String path) throws ArchiveException {
        refuseContent(raw, path);
        node = tree.addDirectory(path, raw.mode());
        return new ArchiveEntry.Directory(path, raw.mode());
    }

    private static void refuseContent(RawEntry raw, String path) throws ArchiveException {
        if (raw.size() != 0) {
            throw ArchiveException.at(
                    ArchiveFault.UNEXPECTED_SIZE, path, "size 0 of a directory or link", "" + raw.size());
        }
    }

    private static ArchiveException refused(ArchiveFault fault, String path, String found) {
        return ArchiveException.at(fault, path, "a file, directory, symbolic or hard link", found);
    }
}
