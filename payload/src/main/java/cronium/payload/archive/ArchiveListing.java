package cronium.payload.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is in an archive, without unpacking it. A listing exists only of an archive that would also unpack. */
public final class ArchiveListing {
    private final List<ArchiveEntry> entries;
    private final Map<String, byte[]> contents;

    private ArchiveListing(List<ArchiveEntry> entries, Map<String, byte[]> contents) {
        this.entries = List.copyOf(entries);
        this.contents = contents;
    }

    /**
     * Reads a whole archive.
     *
     * @param packed read to its end, not closed
     * @param wanted paths of the regular files whose content to keep; those that are missing are not an error
     * @param maxBytesEach {@code archive.too-large} if a wanted file is larger
     */
    public static ArchiveListing read(InputStream packed, ArchiveLimits limits, Set<String> wanted, int maxBytesEach)
            throws IOException, ArchiveException {
        List<ArchiveEntry> entries = new ArrayList<>();
        Map<String, byte[]> contents = new HashMap<>();
        try (ArchiveReader reader = new ArchiveReader(packed, limits)) {
            for (Optional<ArchiveEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
                ArchiveEntry entry = next.get();
                entries.add(entry);
                if (entry instanceof ArchiveEntry.RegularFile && wanted.contains(entry.path())) {
                    contents.put(entry.path(), reader.content(maxBytesEach));
                } else if (entry instanceof ArchiveEntry.HardLink link && contents.containsKey(link.target())) {
                    keepLinked(link, wanted, contents);
                }
            }
        }
        return new ArchiveListing(entries, contents);
    }

    /** In the archive's order. */
    public List<ArchiveEntry> entries() {
        return entries;
    }

    /** Whether there is a regular file, or a hard link, which is one too once it is unpacked. */
    public boolean isFile(String path) {
        return entries.stream()
                .anyMatch(entry -> entry.path().equals(path)
                        && (entry instanceof ArchiveEntry.RegularFile || entry instanceof ArchiveEntry.HardLink));
    }

    /** The content of a wanted file, or hard link to one; empty if the archive has no such thing. */
    public Optional<byte[]> content(String path) {
        return Optional.ofNullable(contents.get(path)).map(byte[]::clone);
    }

    private static void keepLinked(ArchiveEntry.HardLink link, Set<String> wanted, Map<String, byte[]> contents) {
        byte[] content = contents.get(link.target());
        if (wanted.contains(link.path()) && content != null) {
            contents.put(link.path(), content);
        }
    }
}
