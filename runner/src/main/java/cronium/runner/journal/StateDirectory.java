package cronium.runner.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The runner's private place on a host: {@code executions/} and {@code spool/}, each for the user alone. */
public record StateDirectory(Path path) {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    /** A directory with mode 0700, inode(7). */
    private static final Integer MODE_OF_PRIVATE = 0040700;

    /** {@code /var/lib/cronium} for root, else {@code $XDG_STATE_HOME/cronium} or {@code ~/.local/state/cronium}. */
    public static Path standard(Map<String, String> environment, String userName, Path userHome) {
        if (userName.equals("root")) {
            return Path.of("/var/lib/cronium");
        }
        return Optional.ofNullable(environment.get("XDG_STATE_HOME"))
                .filter(home -> home.startsWith("/"))
                .map(Path::of)
                .orElseGet(() -> userHome.resolve(".local/state"))
                .resolve("cronium");
    }

    /**
     * Makes what is missing.
     *
     * @throws StateException when it is there and not a directory of this user's alone
     */
    public static StateDirectory open(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        makePrivate(absolute);
        makePrivate(absolute.resolve("executions"));
        makePrivate(absolute.resolve("spool"));
        return new StateDirectory(absolute);
    }

    Path executions() {
        return path.resolve("executions");
    }

    Path sweepLock() {
        return path.resolve("sweep.lock");
    }

    /** For the snapshots of payloads that are too large to be held in memory. */
    public Path spool() {
        return path.resolve("spool");
    }

    /** On disk when this returns is what the directory says now of what is in it, fsync(2). */
    static void sync(Path directory) throws IOException {
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    /**
     * Makes a directory that only its owner can enter.
     *
     * @throws FileAlreadyExistsException when something of that name is there
     */
    static void createPrivate(Path directory) throws IOException {
        Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
    }

    /** Makes a directory that only its owner can enter, or makes sure that it is one. */
    static void makePrivate(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            try {
                createPrivate(directory);
                return;
            } catch (FileAlreadyExistsException e) {
                // Another runner was faster; it is judged like one that was there before.
            }
        }
        // By numbers: to look up a user's name takes longer than all else here.
        Map<String, Object> status = Files.readAttributes(directory, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
        if (MODE_OF_PRIVATE.equals(status.get("mode"))
                && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(status.get("uid"))) {
            return;
        }
        PosixFileAttributes found =
                Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes self = Files.readAttributes(Path.of("/proc/self"), PosixFileAttributes.class);
        if (!found.isDirectory() || !found.owner().equals(self.owner())) {
            throw new StateException("state directory " + directory + ": expected a directory of user "
                    + self.owner().getName() + ", found "
                    + (found.isDirectory() ? "one of user " + found.owner().getName() : "something else")
                    + "; choose another with --state");
        }
        if (!found.permissions().equals(PRIVATE)) {
            throw new StateException("state directory " + directory + ": expected permissions rwx------, found "
                    + PosixFilePermissions.toString(found.permissions()) + "; run: chmod 700 " + directory);
        }
    }
}
