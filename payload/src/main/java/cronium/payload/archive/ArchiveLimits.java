package cronium.payload.archive;

/**
 * How much an archive may make the reader read, hold or write.
 *
 * @param packedBytes longest gzip file, in bytes
 * @param entries most files, directories and links, parent directories that the archive does not name included
 * @param unpackedBytes longest tar stream inside the gzip file, in bytes, headers and padding included
 * @param nameBytes longest path of an entry and longest link target, in bytes of UTF-8; a single component never has more than
 *     {@value #COMPONENT_BYTES}
 * @param allNameBytes most bytes of UTF-8 of all component names and link targets together: they are held in memory
 * @param depth most components of a path
 * @param expansionRatio most unpacked bytes per packed byte, looked at once more than {@value #RATIO_FREE_BYTES} bytes were
 *     unpacked
 */
public record ArchiveLimits(
        long packedBytes,
        long entries,
        long unpackedBytes,
        int nameBytes,
        long allNameBytes,
        int depth,
        int expansionRatio) {
    /** What Linux allows for one component of a path (NAME_MAX, limits.h). */
    public static final int COMPONENT_BYTES = 255;

    /** Small archives may expand as they like: a few kilobytes of zeros harm nobody. */
    public static final long RATIO_FREE_BYTES = 16 << 20;

    /** 1 GiB packed, 100,000 entries, 8 GiB unpacked, 4,096 bytes a name, 16 MiB of names, 256 deep, 200 : 1. */
    public static final ArchiveLimits DEFAULT =
            new ArchiveLimits(1L << 30, 100_000, 8L << 30, 4_096, 16 << 20, 256, 200);

    public ArchiveLimits {
        if (packedBytes < 1
                || entries < 1
                || unpackedBytes < 1
                || nameBytes < 1
                || allNameBytes < 1
                || depth < 1
                || expansionRatio < 1) {
            throw new IllegalArgumentException("every limit of an archive is at least 1");
        }
    }

    public ArchiveLimits withPackedBytes(long limit) {
        return new ArchiveLimits(limit, entries, unpackedBytes, nameBytes, allNameBytes, depth, expansionRatio);
    }

    public ArchiveLimits withEntries(long limit) {
        return new ArchiveLimits(packedBytes, limit, unpackedBytes, nameBytes, allNameBytes, depth, expansionRatio);
    }

    public ArchiveLimits withUnpackedBytes(long limit) {
        return new ArchiveLimits(packedBytes, entries, limit, nameBytes, allNameBytes, depth, expansionRatio);
    }

    public ArchiveLimits withNameBytes(int limit) {
        return new ArchiveLimits(packedBytes, entries, unpackedBytes, limit, allNameBytes, depth, expansionRatio);
    }

    public ArchiveLimits withAllNameBytes(long limit) {
        return new ArchiveLimits(packedBytes, entries, unpackedBytes, nameBytes, limit, depth, expansionRatio);
    }

    public ArchiveLimits withDepth(int limit) {
        return new ArchiveLimits(packedBytes, entries, unpackedBytes, nameBytes, allNameBytes, limit, expansionRatio);
    }

    public ArchiveLimits withExpansionRatio(int limit) {
        return new ArchiveLimits(packedBytes, entries, unpackedBytes, nameBytes, allNameBytes, depth, limit);
    }
}
