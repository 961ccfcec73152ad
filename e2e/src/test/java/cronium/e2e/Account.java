package cronium.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who starts the runner. */
enum Account {
    /** Who runs the tests. */
    SELF {
        @Override
        Launch run(Host host, Path payload, String... options) {
            return host.run(payload, options);
        }
    },
    /** An ordinary user without a home, with the directories of the test's host. Only root may become it. */
    NOBODY {
        @Override
        Launch run(Host host, Path payload, String... options) throws IOException, InterruptedException {
            List<Path> owned = new ArrayList<>(List.of(host.directory(), host.home(), host.notes(), payload));
            if (Files.exists(host.state())) {
                try (Stream<Path> state = Files.walk(host.state())) {
                    state.forEach(owned::add);
                }
            }
            for (Path path : owned) {
                Files.setAttribute(path, "unix:uid", UID, LinkOption.NOFOLLOW_LINKS);
            }
            return host.runBy(Image.readableRunner(), payload, options)
                    .under("setpriv", "--reuid=" + UID, "--regid=" + UID, "--clear-groups", "--");
        }
    };

    private static final int UID = 65_534;

    /** {@link Host#run} as that user. */
    abstract Launch run(Host host, Path payload, String... options) throws IOException, InterruptedException;

    static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }
}
