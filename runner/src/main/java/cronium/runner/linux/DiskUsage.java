package cronium.runner.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** What directories take on disk, as du(1) counts: blocks, so that a hole in a file takes nothing. */
public final class DiskUsage {
    private static final NativeCall STATX = NativeCall.named("statx");
    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    /** STATX_NLINK, STATX_INO and STATX_BLOCKS. */
    private static final int WANTED = 0x4 | 0x100 | 0x400;
    // Of struct statx: stx_nlink, stx_ino and stx_blocks. A directory has several links too, and is seen once anyway.
    private static final int LINKS_AT = 16;
    private static final int INODE_AT = 32;
    private static final int BLOCKS_AT = 48;

    private static final int STATX_SIZE = 256;
    private static final int BLOCK = 512;

    private DiskUsage() {}

    /** Bytes of all that is in it. What vanishes or cannot be read meanwhile counts as nothing. */
    public static long of(Path directory) {
        long blocks = 0;
        Set<Long> linked = new HashSet<>();
        Deque<Path> toVisit = new ArrayDeque<>();
        toVisit.add(directory);
        while (!toVisit.isEmpty()) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(toVisit.remove())) {
                for (Path entry : entries) {
                    blocks += blocks(entry, linked);
                    if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                        toVisit.add(entry);
                    }
                }
            } catch (IOException | DirectoryIteratorException e) {
                // It was removed while it was looked at, or the script took away the right to read it: it counts no
                // more.
            }
        }
        return blocks * BLOCK;
    }

    /** A file with several names counts once. All lie on one file system, or the script has mounted something itself. */
    private static long blocks(Path path, Set<Long> linked) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(STATX_SIZE, 8);
            STATX.orThrow(
                    AT_FDCWD,
                    Memory.text(arena, path.toString()).address(),
                    AT_SYMLINK_NOFOLLOW,
                    WANTED,
                    status.address());
            boolean seen = Memory.getInt(status, LINKS_AT) > 1 && !linked.add(Memory.getLong(status, INODE_AT));
            return seen ? 0 : Memory.getLong(status, BLOCKS_AT);
        } catch (LinuxException e) {
            return 0;
        }
    }
}
