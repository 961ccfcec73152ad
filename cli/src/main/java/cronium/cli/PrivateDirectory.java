package cronium.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Directories that only their owner may enter. */
final class PrivateDirectory {
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private PrivateDirectory() {}

    /**
     * Makes a directory with mode 0700, and its parents, unless it is there.
     *
     * @return the directory
     * @throws CommandException when it is there and open to others
     */
    static Path make(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            return Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            check(directory);
            return directory;
        }
    }

    private static void check(Path directory) throws IOException {
        PosixFileAttributes found =
                Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> exposed = EnumSet.noneOf(PosixFilePermission.class);
        exposed.addAll(found.permissions());
        exposed.retainAll(OTHERS);
        if (!found.isDirectory() || !exposed.isEmpty()) {
            throw new CommandException("directory " + directory + ": expected one that only its owner may enter, found "
                    + (found.isDirectory() ? PosixFilePermissions.toString(found.permissions()) : "something else")
                    + "; run: chmod 700 " + directory);
        }
    }
}
