package cronium.cli.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files with a token in them. */
final class PrivateFile {
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private PrivateFile() {}

    /** @throws ConnectionException if others than its owner may do anything with it */
    static void check(Path file) throws IOException {
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
        Set<PosixFilePermission> exposed = EnumSet.copyOf(OTHERS);
        exposed.retainAll(found);
        if (!exposed.isEmpty()) {
            throw new ConnectionException(file + ": expected a file that only its owner may read, found "
                    + PosixFilePermissions.toString(found) + "; run: chmod 600 " + file);
        }
    }
}
