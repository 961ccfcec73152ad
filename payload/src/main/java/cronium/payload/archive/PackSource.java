package cronium.payload.archive;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is packed: entries that may be in an archive together, and the contents of the files among them. */
sealed interface PackSource permits PackedFolder, PackedFiles {
    /** In the order of their paths' bytes. */
    List<ArchiveEntry> entries();

    /** The content of one of the files, which may have changed since it became an entry. */
    ReadableByteChannel content(ArchiveEntry.RegularFile file) throws IOException;

    static List<ArchiveEntry> sorted(List<ArchiveEntry> entries) {
        List<ArchiveEntry> sorted = new ArrayList<>(entries);
        sorted.sort((a, b) -> Arrays.compareUnsigned(utf8(a.path()), utf8(b.path())));
        return sorted;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
