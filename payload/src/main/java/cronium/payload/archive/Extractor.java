package cronium.payload.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Unpacks an archive into an empty, private directory. While files are written there is no symbolic link beneath it, so no
 * path can lead out of it: all symbolic links are made last, after the whole archive was read and every link followed within
 * it. Owners and times are not restored.
 */
public final class Extractor {
    private final ArchiveReader reader;
    private final WriteBehind writing;
    private long entries;
    private long bytes;

    private Extractor(ArchiveReader reader, WriteBehind writing) {
        this.reader = reader;
        this.writing = writing;
    }

    /**
     * Unpacks all of it, or nothing: whatever goes wrong, also an exception out of {@code packed}, what was made so far is
     * removed and the directory stays, empty.
     *
     * @param packed read to its end, on the caller's thread, not closed
     * @param directory exists, is empty, belongs to this process's user, mode 0700; nobody else writes there meanwhile
     * @throws ArchiveException if the archive is refused
     * @throws IOException if reading or writing fails, or the directory is not as described
     */
    public static Extracted extract(InputStream packed, Path directory, ArchiveLimits limits)
            throws IOException, ArchiveException {
        Path root = directory.toAbsolutePath();
        requireEmpty(root);
        Disk disk = new Disk(root, CreatedModes.probe(root));
        boolean done = false;
        try {
            Extracted extracted = extract(packed, disk, limits);
            done = true;
            return extracted;
        } finally {
            if (!done) {
                TreeRemoval.removeBeneath(root);
            }
        }
    }

    private static Extracted extract(InputStream packed, Disk disk, ArchiveLimits limits)
            throws IOException, ArchiveException {
        try (WriteBehind writing = new WriteBehind(disk);
                ArchiveReader reader = new ArchiveReader(packed, limits, writing)) {
            Extracted extracted = new Extractor(reader, writing).makeAllButLinks();
            for (PathNode link : reader.tree().links()) {
                disk.makeSymbolicLink(link.path(), link.target());
            }
            disk.setDirectoryModes(reader.tree().root());
            return extracted;
        }
    }

    private Extracted makeAllButLinks() throws IOException, ArchiveException {
        for (Optional<ArchiveEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            make(entry.get());
            entries++;
        }
        writing.finish();
        return new Extracted(entries, bytes);
    }

    // Not a switch over the types: that needs method handles, which cost a cold JVM more than all entries of a small
    // payload.
    private void make(ArchiveEntry entry) throws IOException, ArchiveException {
        makeDirectories(reader.node().parent().orElseThrow());
        if (entry instanceof ArchiveEntry.RegularFile file) {
            writing.add(new DiskStep.StartFile(file.path(), file.mode()));
            reader.copyContent(writing);
            writing.add(new DiskStep.EndFile());
            bytes += file.size();
        } else if (entry instanceof ArchiveEntry.HardLink link) {
            writing.add(new DiskStep.MakeHardLink(link.path(), link.target()));
        } else if (entry instanceof ArchiveEntry.Directory) {
            makeDirectories(reader.node());
        }
    }

    private void makeDirectories(PathNode node) throws IOException {
        if (node.parent().isPresent() && node.markMade()) {
            makeDirectories(node.parent().get());
            writing.add(new DiskStep.MakeDirectory(node.path()));
        }
    }

    private static void requireEmpty(Path directory) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            if (children.iterator().hasNext()) {
                throw new DirectoryNotEmptyException(directory.toString());
            }
        }
    }
}
