package cronium.payload.archive;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Exact modes at little cost: most files come out of open(2) with the mode they shall have, and only where the umask (or a
 * default ACL, which takes its place, see acl(5)) takes bits away is a chmod(2) needed. Java cannot ask for the umask, so a
 * probe file in the same directory shows its effect.
 */
final class CreatedModes {
    private static final int ALL = 0777;

    private static final PosixFilePermission[] BITS = {
        PosixFilePermission.OTHERS_EXECUTE,
        PosixFilePermission.OTHERS_WRITE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_READ,
    };

    private final int taken;
    private final @Nullable FileAttribute<?>[] attributes = new FileAttribute<?>[ALL + 1];

    private CreatedModes(int taken) {
        this.taken = taken;
    }

    /** Probes an empty directory of our own, and refuses one that is not ours or not private. */
    static CreatedModes probe(Path directory) throws IOException {
        Path probe = directory.resolve(".cronium-mode-probe");
        CreatedModes untaken = new CreatedModes(0);
        Files.createFile(probe, untaken.attribute(ALL));
        try {
            int mode = number(probe, "unix:mode") & ALL;
            requirePrivate(directory, number(probe, "unix:uid"));
            return new CreatedModes(ALL & ~mode);
        } finally {
            Files.delete(probe);
        }
    }

    /** For open(2) or mkdir(2). */
    FileAttribute<?> attribute(int mode) {
        FileAttribute<?> known = attributes[mode];
        if (known != null) {
            return known;
        }
        FileAttribute<?> made = new Permissions(permissions(mode));
        attributes[mode] = made;
        return made;
    }

    /** Gives what was just made with {@link #attribute} the bits that it lacks. Follows links: there must be none yet. */
    void complete(Path path, int mode) throws IOException {
        if ((mode & taken) != 0) {
            set(path, mode);
        }
    }

    /** chmod(2). */
    static void set(Path path, int mode) throws IOException {
        Files.setPosixFilePermissions(path, permissions(mode));
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.length; bit++) {
            if ((mode & 1 << bit) != 0) {
                permissions.add(BITS[bit]);
            }
        }
        return permissions;
    }

    /** As {@code PosixFilePermissions.asFileAttribute}, whose hash sets are slow to walk for each of many files. */
    private record Permissions(Set<PosixFilePermission> value) implements FileAttribute<Set<PosixFilePermission>> {
        @Override
        public String name() {
            return "posix:permissions";
        }
    }

    private static void requirePrivate(Path directory, int ourUid) throws IOException {
        int uid = number(directory, "unix:uid");
        if (uid != ourUid) {
            throw new FileSystemException(
                    directory.toString(), null, "expected a directory of uid " + ourUid + ", found uid " + uid);
        }
        int mode = number(directory, "unix:mode") & ALL;
        if (mode != 0700) {
            throw new FileSystemException(
                    directory.toString(), null, "expected mode 700, found " + Integer.toOctalString(mode));
        }
    }

    private static int number(Path path, String attribute) throws IOException {
        return (Integer) Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS);
    }
}
