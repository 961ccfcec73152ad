package cronium.e2e;

import cronium.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A control group that belongs to an ordinary user, as systemd's {@code Delegate=yes} makes one. */
final class DelegatedGroup {
    private static final int NOBODY = 65_534;
    private final Path directory;

    private DelegatedGroup(Path directory) {
        this.directory = directory;
    }

    static DelegatedGroup make() throws IOException {
        Path directory = Files.createDirectory(mountPoint().resolve("cronium-test-" + UUID.randomUUID()));
        for (String file : List.of("", "cgroup.procs", "cgroup.subtree_control")) {
            Files.setAttribute(directory.resolve(file), "unix:uid", NOBODY);
        }
        return new DelegatedGroup(directory);
    }

    private static Path mountPoint() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
            if (line.contains(" - cgroup2 ")) {
                return Path.of(line.split(" ", -1)[4]);
            }
        }
        throw new AssertionError("expected a mounted cgroup2, found none");
    }

    /** A shell script that goes into the group and becomes its arguments. */
    String enter() {
        return "echo $$ >'" + directory + "/cgroup.procs' && exec \"$@\"";
    }

    /**
     * The watchdog of a killed runner is in it, removes the group of the execution when the last process there is gone, and ends
     * then itself.
     */
    void remove() throws IOException {
        Await.until(directory + " without groups in it", this::groups, List::isEmpty);
        Await.until(directory + " without processes", this::processes, String::isEmpty);
        Files.delete(directory);
    }

    private String processes() {
        try {
            return Files.readString(directory.resolve("cgroup.procs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> groups() {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
