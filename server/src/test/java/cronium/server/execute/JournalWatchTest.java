package cronium.server.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @Test
    void allWhoWatchADirectoryAreToldAndOneWhoLeavesTakesNothingFromTheOthers() throws Exception {
        JournalWatch.Bell first = new JournalWatch.Bell();
        JournalWatch.Bell second = new JournalWatch.Bell();
        try (JournalWatch watch = new JournalWatch(directory);
                JournalWatch.Watching _ = watch.watch(directory, first)) {
            try (JournalWatch.Watching _ = watch.watch(directory, second)) {
                Files.createFile(directory.resolve("one"));

                assertThat(first.await(PATIENCE)).isTrue();
                assertThat(second.await(PATIENCE)).isTrue();
            }
            Files.createFile(directory.resolve("two"));

            assertThat(first.await(PATIENCE)).isTrue();
        }
    }

    @Test
    void whatCannotBeWatchedIsLookedAtNowAndThen() throws Exception {
        JournalWatch.Bell bell = new JournalWatch.Bell();
        try (JournalWatch watch = new JournalWatch(directory);
                JournalWatch.Watching _ = watch.watch(directory.resolve("gone"), bell)) {
            assertThat(bell.await(Duration.ofMillis(1))).isFalse();
        }
    }
}
