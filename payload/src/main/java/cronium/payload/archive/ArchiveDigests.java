package cronium.payload.archive;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an archive holds, with a digest of every file's content: two archives compared by it differ in nothing else. */
public final class ArchiveDigests {
    private ArchiveDigests() {}

    /**
     * An entry and its content.
     *
     * @param sha256 of a regular file, 64 lower-case hexadecimal digits; empty for everything else
     */
    public record Digested(ArchiveEntry entry, Optional<String> sha256) {}

    /**
     * Reads a whole archive, which would also unpack.
     *
     * @param packed read to its end, not closed
     * @return by path
     */
    public static SortedMap<String, Digested> read(InputStream packed, ArchiveLimits limits)
            throws IOException, ArchiveException {
        SortedMap<String, Digested> entries = new TreeMap<>();
        try (ArchiveReader reader = new ArchiveReader(packed, limits)) {
            for (Optional<ArchiveEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
                ArchiveEntry entry = next.get();
                Optional<String> sha256 =
                        entry instanceof ArchiveEntry.RegularFile ? Optional.of(digest(reader)) : Optional.empty();
                entries.put(entry.path(), new Digested(entry, sha256));
            }
        }
        return Collections.unmodifiableSortedMap(entries);
    }

    private static String digest(ArchiveReader reader) throws IOException, ArchiveException {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
        reader.copyContent(sha256::update);
        return HexFormat.of().formatHex(sha256.digest());
    }
}
