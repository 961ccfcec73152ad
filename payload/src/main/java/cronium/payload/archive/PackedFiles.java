package cronium.payload.archive;

import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Files to pack that are on no disk. They make the archive that a folder with these files would make, whose directories are those above them. Judged by the
 * rules of an archive that is read. Not thread-safe.
 */
public final class PackedFiles implements PackSource {
    private final ArchiveLimits limits;
    private final PathTree tree;
    private final Set<String> directories = new HashSet<>();
    private final Map<String, Supplier<InputStream>> contents = new HashMap<>();
    private final List<ArchiveEntry> entries = new ArrayList<>();

    public PackedFiles(ArchiveLimits limits) {
        this.limits = limits;
        this.tree = new PathTree(limits);
    }

    /**
     * Adds a file.
     *
     * @param path relative, with {@code /} between its components
     * @param executable whether its mode is 0755, else 0644
     * @param size of the content, in bytes
     * @param content gives the content from its beginning, once, while the archive is written; closed then
     * @throws ArchiveException if no archive may have that path, or not beside the files before it
     */
    public void add(String path, boolean executable, long size, Supplier<InputStream> content) throws ArchiveException {
        String name = EntryName.path(PackSource.utf8(path), limits);
        if (name.isEmpty()) {
            throw ArchiveException.at(ArchiveFault.EMPTY_NAME, path, "the path of a file", "the folder itself");
        }
        int mode = executable ? 0755 : 0644;
        tree.addFile(name, mode);
        addDirectories(name);
        entries.add(new ArchiveEntry.RegularFile(name, mode, size));
        contents.put(name, content);
    }

    /** Those above a file that no file before it is in. */
    private void addDirectories(String file) throws ArchiveException {
        for (int slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', slash + 1)) {
            String path = file.substring(0, slash);
            if (directories.add(path)) {
                tree.addDirectory(path, 0755);
                entries.add(new ArchiveEntry.Directory(path, 0755));
            }
        }
    }

    @Override
    public List<ArchiveEntry> entries() {
        return PackSource.sorted(entries);
    }

    @Override
    public ReadableByteChannel content(ArchiveEntry.RegularFile file) {
        return Channels.newChannel(
                Objects.requireNonNull(contents.get(file.path())).get());
    }
}
