package cronium.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Asserts that nothing is left of what a test started. What is about to go is waited for, see {@link Await}. */
public final class Leaks {
    private Leaks() {}

    /**
     * Asserts that no living process carries the mark: in the environment or the arguments that it was started with, or in
     * its working directory. A directory's path is a good mark, since a daemon that clears its environment mostly stays in
     * its directory.
     */
    public static void assertNoProcess(String mark) {
        Await.until("no process marked " + mark, () -> Processes.marked(mark), List::isEmpty);
    }

    /** Asserts that no process of the session lives. */
    public static void assertNoSession(int session) {
        Await.until("no process in session " + session, () -> Processes.inSession(session), List::isEmpty);
    }

    /** Asserts that the directory is not there, or that nothing is in it. */
    public static void assertNothingIn(Path directory) {
        Await.until("nothing in " + directory, () -> entries(directory), List::isEmpty);
    }

    private static List<Path> entries(Path directory) {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(directory)) {
            return found.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
