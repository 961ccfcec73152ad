package cronium.runner.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** What directories take on disk, as du(1) counts: blocks, so that a hole in a file takes nothing. */
public final class DiskUsage {
    private static final NativeCall STATX = NativeCall.named("statx");
    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int STATX_BLOCKS = 0x400;
    /** {@code stx_blocks} in {@code struct statx}. */
    private static final int BLOCKS_AT = 48;

    private static final int STATX_SIZE = 256;
    private static final int BLOCK = 512;

    private DiskUsage() {}

    /** Bytes of all that is in it. What vanishes or cannot be read meanwhile counts as nothing. */
    public static long of(Path directory) {
        long blocks = 0;
        Deque<Path> toVisit = new ArrayDeque<>();
        toVisit.add(directory);
        while (!toVisit.isEmpty()) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(toVisit.remove())) {
                for (Path entry : entries) {
                    blocks += blocks(entry);
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

    private static long blocks(Path path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(STATX_SIZE, 8);
            STATX.orThrow(
                    AT_FDCWD,
                    arena.allocateFrom(path.toString()).address(),
                    AT_SYMLINK_NOFOLLOW,
                    STATX_BLOCKS,
                    status.address());
            return status.get(ValueLayout.JAVA_LONG, BLOCKS_AT);
        } catch (LinuxException e) {
            return 0;
        }
    }
}
