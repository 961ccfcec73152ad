package cronium.payload.archive;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Empties a directory of our own. Links are removed, never followed; directories that forbid it are opened up first. */
final class TreeRemoval {
    private TreeRemoval() {}

    /** As deep as the tree, which is as deep as {@link ArchiveLimits#depth()} lets it be. */
    static void removeBeneath(Path directory) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    CreatedModes.set(child, 0700);
                    removeBeneath(child);
                }
                Files.delete(child);
            }
        }
    }
}
