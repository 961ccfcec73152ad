package cronium.payload.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a folder holds, judged by the same rules as an archive that is read. */
final class PackedFolder implements PackSource {
    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int OWNER_EXECUTE = 0100;

    private final Path folder;
    private final ArchiveLimits limits;
    private final Selection selection;
    private final PathTree tree;
    private final List<ArchiveEntry> entries = new ArrayList<>();

    private PackedFolder(Path folder, ArchiveLimits limits, Selection selection) {
        this.folder = folder;
        this.limits = limits;
        this.selection = selection;
        this.tree = new PathTree(limits);
    }

    /**
     * Looks at all of it that is selected.
     *
     * @throws ArchiveException for what may not be packed: special files, names that are not UTF-8, links that leave
     */
    static PackedFolder scan(Path folder, ArchiveLimits limits, Selection selection)
            throws IOException, ArchiveException {
        PackedFolder scan = new PackedFolder(folder, limits, selection);
        scan.scan(folder, "");
        LinkResolution.check(scan.tree);
        return scan;
    }

    @Override
    public List<ArchiveEntry> entries() {
        return PackSource.sorted(entries);
    }

    @Override
    public ReadableByteChannel content(ArchiveEntry.RegularFile file) throws IOException {
        Path place = ExactPath.resolve(folder, file.path());
        return FileChannel.open(place, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    private void scan(Path directory, String prefix) throws IOException, ArchiveException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                byte[] name = ExactPath.bytes(child.getFileName());
                byte[] above = PackSource.utf8(prefix);
                byte[] raw = Arrays.copyOf(above, above.length + name.length);
                System.arraycopy(name, 0, raw, above.length, name.length);
                add(child, EntryName.path(raw, limits));
            }
        }
    }

    private void add(Path file, String path) throws IOException, ArchiveException {
        int mode = (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if (!selection.includes(path, (mode & TYPE) == DIRECTORY)) {
            return;
        }
        switch (mode & TYPE) {
            case DIRECTORY -> {
                tree.addDirectory(path, 0755);
                entries.add(new ArchiveEntry.Directory(path, 0755));
                scan(file, path + "/");
            }
            case 0100000 -> {
                int normalised = (mode & OWNER_EXECUTE) != 0 ? 0755 : 0644;
                tree.addFile(path, normalised);
                entries.add(new ArchiveEntry.RegularFile(path, normalised, Files.size(file)));
            }
            case 0120000 -> {
                byte[] raw = ExactPath.bytes(Files.readSymbolicLink(file));
                String target = EntryName.symbolicTarget(raw, path, limits);
                tree.addSymbolicLink(path, target);
                entries.add(new ArchiveEntry.SymbolicLink(path, target));
            }
            case 0010000 -> throw refused(ArchiveFault.FIFO, path, "a FIFO");
            case 0140000 -> throw refused(ArchiveFault.SOCKET, path, "a socket");
            default -> throw refused(ArchiveFault.DEVICE, path, "a device");
        }
    }

    private static ArchiveException refused(ArchiveFault fault, String path, String found) {
        return ArchiveException.at(fault, path, "a file, directory or symbolic link", found);
    }
}
