package cronium.releases;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The right to change a store: one process at a time has it, and the kernel takes it back when that one ends, however it does.
 * So whatever lies under a name of this lock when it is taken was left by a process that was killed, and goes.
 */
public final class StoreLock implements AutoCloseable {
    private static final String FILE = ".lock";
    private static final String UNFINISHED = ".unfinished-";

    private final Path root;
    private final FileChannel channel;

    private StoreLock(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /** Makes the store if there is none, waits for who has the lock, and removes what was left unfinished. */
    public static StoreLock take(Path root) throws IOException {
        Files.createDirectories(root);
        FileChannel channel = FileChannel.open(root.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            FileLock lock = channel.lock();
            taken = lock.isValid();
            StoreLock mine = new StoreLock(root, channel);
            mine.sweep();
            return mine;
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    /** A path in the store that nothing has yet, for what is not finished. */
    public Path fresh() {
        return root.resolve(UNFINISHED + UUID.randomUUID());
    }

    private void sweep() throws IOException {
        List<Path> left;
        try (Stream<Path> entries = Files.list(root)) {
            left = entries.filter(entry -> entry.getFileName().toString().startsWith(UNFINISHED))
                    .toList();
        }
        for (Path entry : left) {
            Disk.remove(entry);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
