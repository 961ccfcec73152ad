package cronium.runner.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A control group of version 2, cgroups(7), made for one execution. All that is started in it stays in it, whatever
 * session or parent it takes, and can be killed at one stroke ({@code cgroup.kill}, Linux 5.14).
 */
public final class ControlGroup {
    private static final String KILL = "cgroup.kill";
    private final Path directory;

    private ControlGroup(Path directory) {
        this.directory = directory;
    }

    /**
     * Where groups can be made: in the group that this process is in, always as root where the file system is writable, for
     * an ordinary user where the group was delegated. If the group above was delegated too, that one, since only a group
     * without processes of its own hands controllers on.
     */
    public static Optional<Path> forNewOnes() {
        try {
            String path = null;
            for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
                if (line.startsWith("0::/")) {
                    path = line.substring("0::/".length());
                }
            }
            Optional<Path> mount = mountPoint();
            if (path == null || mount.isEmpty()) {
                return Optional.empty();
            }
            Path own = mount.get().resolve(path);
            Path above = own.getParent();
            if (!path.isEmpty() && above != null && !isOfRoot(above) && canBeDivided(above)) {
                return Optional.of(above);
            }
            return canBeDivided(own) ? Optional.of(own) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean canBeDivided(Path group) {
        return Files.isWritable(group) && Files.isWritable(group.resolve("cgroup.procs"));
    }

    private static boolean isOfRoot(Path group) throws IOException {
        return Files.getAttribute(group, "unix:uid").equals(0);
    }

    /** {@code mountinfo}: id, parent, device, root, mount point, options …, then {@code -} and the type. */
    private static Optional<Path> mountPoint() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1)) {
            if (line.contains(" - cgroup2 ")) {
                List<String> words = List.of(line.split(" ", -1));
                if (words.get(3).equals("/")) {
                    return Optional.of(Path.of(words.get(4)));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Makes a group.
     *
     * @throws IOException if it cannot be made, or the kernel has no {@code cgroup.kill}
     */
    public static ControlGroup make(Path directory) throws IOException {
        handOn(directory.resolveSibling("."));
        Files.createDirectory(directory);
        if (!Files.exists(directory.resolve(KILL))) {
            Files.delete(directory);
            throw new IOException(directory + ": expected the file cgroup.kill of Linux 5.14 or newer, found none");
        }
        return new ControlGroup(directory);
    }

    /** Lets groups in this one limit memory and processes, where the kernel and whoever delegated it allow that. */
    private static void handOn(Path parent) {
        for (String controller : List.of("memory", "pids")) {
            try {
                Files.writeString(parent.resolve("cgroup.subtree_control"), "+" + controller, StandardOpenOption.WRITE);
            } catch (IOException e) {
                // Not available, or the group has processes of its own. There are other ways to limit both.
            }
        }
    }

    /** A group that an earlier runner made. */
    public static ControlGroup existing(Path directory) {
        return new ControlGroup(directory);
    }

    public Path directory() {
        return directory;
    }

    /** Moves a process into it. */
    public void add(int pid) throws IOException {
        write("cgroup.procs", Integer.toString(pid));
    }

    /** Kills all that is in it and below it, at once. */
    public void kill() throws IOException {
        write(KILL, "1");
    }

    /** Whether a process is in it that has not ended. */
    public boolean populated() throws IOException {
        return counter("cgroup.events", "populated").orElse(0) != 0;
    }

    /** Whether the kernel lets this group limit that resource ({@code memory} or {@code pids}). */
    public boolean controls(String controller) {
        return Files.exists(directory.resolve(controller + ".max"));
    }

    /** Sets a file of the group, such as {@code memory.max}. */
    public void write(String file, String value) throws IOException {
        Files.writeString(directory.resolve(file), value, StandardOpenOption.WRITE);
    }

    /** Sets a file that a kernel may lack. */
    public void writeIfThere(String file, String value) throws IOException {
        if (Files.exists(directory.resolve(file))) {
            write(file, value);
        }
    }

    /** One counter of a file with a name and a number in each line, such as {@code oom_kill} of {@code memory.events}. */
    public OptionalLong counter(String file, String name) throws IOException {
        for (String line : Files.readAllLines(directory.resolve(file))) {
            if (line.startsWith(name + " ")) {
                return OptionalLong.of(Long.parseLong(line.substring(name.length() + 1)));
            }
        }
        return OptionalLong.empty();
    }

    /** Removes it, and groups that the script made in it. Only when nothing is in it any more. */
    public void remove() throws IOException {
        try (var inner = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (Path group : inner) {
                new ControlGroup(group).remove();
            }
        }
        Files.deleteIfExists(directory);
    }
}
