package cronium.payload.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * What a file is and who may do what with it.
 *
 * @param bits {@code st_mode} of the file itself, not of what a link points to (inode(7))
 */
record FileRights(int bits) {
    private static final int TYPE = 0170000;

    static FileRights of(Path file) throws IOException {
        return new FileRights((Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS));
    }

    boolean isRegularFile() {
        return (bits & TYPE) == 0100000;
    }

    boolean isDirectory() {
        return (bits & TYPE) == 0040000;
    }

    /** Whether any of these permission bits is set. */
    boolean grants(int permissions) {
        return (bits & permissions) != 0;
    }

    /** The permissions as {@code chmod} writes them. */
    String mode() {
        return Integer.toOctalString(bits & 07777);
    }

    /** With its article. */
    String kind() {
        return switch (bits & TYPE) {
            case 0100000 -> "a file";
            case 0040000 -> "a directory";
            case 0120000 -> "a symbolic link";
            default -> "a special file";
        };
    }
}
