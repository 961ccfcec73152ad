package cronium.payload.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * Unpacks an archive into an empty, private directory. While files are written there is no symbolic link beneath it, so no
 * path can lead out of it: all symbolic links are made last, after the whole archive was read and every link followed within
 * it. Owners and times are not restored.
 */
public final class Extractor {
    private static final int WORKING_MODE = 0700;
    private static final Set<? extends OpenOption> NEW_FILE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path root;
    private final ArchiveReader reader;
    private final CreatedModes modes;
    private long entries;
    private long bytes;

    private Extractor(Path root, ArchiveReader reader, CreatedModes modes) {
        this.root = root;
        this.reader = reader;
        this.modes = modes;
    }

    /**
     * Unpacks all of it, or nothing: whatever goes wrong, also an exception out of {@code packed}, what was made so far is
     * removed and the directory stays, empty.
     *
     * @param packed read to its end, not closed
     * @param directory exists, is empty, belongs to this process's user, mode 0700; nobody else writes there meanwhile
     * @throws ArchiveException if the archive is refused
     * @throws IOException if reading or writing fails, or the directory is not as described
     */
    public static Extracted extract(InputStream packed, Path directory, ArchiveLimits limits)
            throws IOException, ArchiveException {
        Path root = directory.toAbsolutePath();
        requireEmpty(root);
        CreatedModes modes = CreatedModes.probe(root);
        boolean done = false;
        try (ArchiveReader reader = new ArchiveReader(packed, limits)) {
            Extracted extracted = new Extractor(root, reader, modes).extract();
            done = true;
            return extracted;
        } finally {
            if (!done) {
                TreeRemoval.removeBeneath(root);
            }
        }
    }

    private Extracted extract() throws IOException, ArchiveException {
        for (Optional<ArchiveEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            make(entry.get());
            entries++;
        }
        for (PathNode link : reader.tree().links()) {
            Files.createSymbolicLink(path(link.path()), ExactPath.relative(link.target()));
        }
        setDirectoryModes(reader.tree().root(), root);
        return new Extracted(entries, bytes);
    }

    private void make(ArchiveEntry entry) throws IOException, ArchiveException {
        makeDirectories(reader.node().parent().orElseThrow());
        if (entry instanceof ArchiveEntry.RegularFile file) {
            makeFile(path(file.path()), file.mode());
            bytes += file.size();
        } else if (entry instanceof ArchiveEntry.HardLink link) {
            Files.createLink(path(link.path()), path(link.target()));
        } else if (entry instanceof ArchiveEntry.Directory) {
            makeDirectories(reader.node());
        }
    }

    private void makeFile(Path file, int mode) throws IOException, ArchiveException {
        try (FileChannel channel = FileChannel.open(file, NEW_FILE, modes.attribute(mode))) {
            reader.copyContent(channel);
        }
        modes.complete(file, mode);
    }

    private void makeDirectories(PathNode node) throws IOException {
        if (node.parent().isPresent() && node.markMade()) {
            makeDirectories(node.parent().get());
            Path directory = path(node.path());
            Files.createDirectory(directory, modes.attribute(WORKING_MODE));
            modes.complete(directory, WORKING_MODE);
        }
    }

    /** The deepest first: a directory that its owner may not enter hides what is below it. */
    private static void setDirectoryModes(PathNode node, Path directory) throws IOException {
        for (PathNode child : node.children()) {
            if (child.isDirectory()) {
                setDirectoryModes(child, ExactPath.resolve(directory, child.name()));
            }
        }
        if (node.parent().isPresent() && node.mode() != WORKING_MODE) {
            CreatedModes.set(directory, node.mode());
        }
    }

    private Path path(String name) {
        return ExactPath.resolve(root, name);
    }

    private static void requireEmpty(Path directory) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            if (children.iterator().hasNext()) {
                throw new DirectoryNotEmptyException(directory.toString());
            }
        }
    }
}
