package cronium.releases;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is on disk, whole or not at all. */
final class Disk {
    private Disk() {}

    /** Waits until a file's content, or the names in a directory, are on disk (fsync(2) takes either). */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void syncAll(Path directory) throws IOException {
        for (Path path : beneath(directory)) {
            if (!Files.isSymbolicLink(path)) {
                sync(path);
            }
        }
    }

    /** Removes a file, a link, or a directory with all beneath it. */
    static void remove(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            for (Path each : beneath(path)) {
                Files.delete(each);
            }
        } else {
            Files.deleteIfExists(path);
        }
    }

    /** The deepest first, the directory itself last. */
    private static List<Path> beneath(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
