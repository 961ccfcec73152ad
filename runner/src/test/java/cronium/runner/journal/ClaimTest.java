package cronium.runner.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.testkit.Leaks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimTest {
    @TempDir
    private Path base;

    private StateDirectory state;

    @BeforeEach
    void open() throws IOException {
        state = StateDirectory.open(base.resolve("state"));
    }

    @Test
    void aClaimIsAPrivatePlaceUntilItIsRemoved() throws IOException {
        Claim claim = Claim.make(state, "exec-1");
        assertThat(claim.payload()).isEmptyDirectory();
        assertThat(claim.temporary()).isEmptyDirectory();
        for (Path directory :
                List.of(claim.payload(), claim.temporary(), claim.payload().getParent())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
        }
        assertThat(claim.remove()).isEmpty();
        Leaks.assertNothingIn(state.executions());
    }

    @Test
    void anIdIsClaimedOnceUntilItIsFree() throws IOException {
        Claim claim = Claim.make(state, "exec-1");
        assertThatThrownBy(() -> Claim.make(state, "exec-1"))
                .isInstanceOf(Claim.TakenException.class)
                .hasMessageContaining("exec-1");
        Claim.make(state, "exec-2").remove();
        claim.remove();
        Claim.make(state, "exec-1").remove();
        Leaks.assertNothingIn(state.executions());
    }

    @Test
    void anotherIdMayTakeItsPlace() throws IOException {
        Claim claim = Claim.make(state, "run-1");
        Files.createFile(claim.payload().resolve("script.sh"));
        claim.changeTo("exec-1");
        assertThat(claim.executionId()).isEqualTo("exec-1");
        assertThat(claim.payload().resolve("script.sh")).exists();
        Claim other = Claim.make(state, "run-1");
        assertThatThrownBy(() -> other.changeTo("exec-1")).isInstanceOf(Claim.TakenException.class);
        assertThat(other.executionId()).isEqualTo("run-1");
        assertThat(other.remove()).isEmpty();
        assertThat(claim.remove()).isEmpty();
        Leaks.assertNothingIn(state.executions());
    }

    @Test
    void ofTwentyThreadsOneGetsIt() throws Exception {
        for (int round = 0; round < 20; round++) {
            String id = "exec-" + round;
            CountDownLatch go = new CountDownLatch(1);
            List<FutureTask<Optional<Claim>>> attempts = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                FutureTask<Optional<Claim>> attempt = new FutureTask<>(() -> {
                    go.await();
                    return claimed(id);
                });
                attempts.add(attempt);
                Thread.ofPlatform().daemon().start(attempt);
            }
            go.countDown();
            List<Claim> winners = new ArrayList<>();
            for (FutureTask<Optional<Claim>> attempt : attempts) {
                attempt.get().ifPresent(winners::add);
            }
            assertThat(winners).hasSize(1);
            assertThat(winners.getFirst().temporary()).isEmptyDirectory();
            assertThat(winners.getFirst().remove()).isEmpty();
        }
        Leaks.assertNothingIn(state.executions());
    }

    private Optional<Claim> claimed(String id) throws IOException {
        try {
            return Optional.of(Claim.make(state, id));
        } catch (Claim.TakenException e) {
            return Optional.empty();
        }
    }

    @Test
    void aStateDirectoryThatOthersMayEnterIsRefused() throws IOException {
        Path open = Files.createDirectory(
                base.resolve("open"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        assertThatThrownBy(() -> StateDirectory.open(open))
                .isInstanceOf(StateException.class)
                .hasMessageContainingAll("expected permissions rwx------", "found rwxr-xr-x", "chmod 700");
    }

    @Test
    void aStateDirectoryThatIsAFileOrALinkIsRefused() throws IOException {
        Path file = Files.createFile(base.resolve("file"));
        assertThatThrownBy(() -> StateDirectory.open(file))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("something else");
        Path link = Files.createSymbolicLink(base.resolve("link"), state.path());
        assertThatThrownBy(() -> StateDirectory.open(link)).isInstanceOf(StateException.class);
    }

    @Test
    void theStandardPlaceDependsOnTheUser() {
        assertThat(StateDirectory.standard(Map.of(), "root", Path.of("/root"))).hasToString("/var/lib/cronium");
        assertThat(StateDirectory.standard(Map.of(), "ada", Path.of("/home/ada")))
                .hasToString("/home/ada/.local/state/cronium");
        assertThat(StateDirectory.standard(Map.of("XDG_STATE_HOME", "/x"), "ada", Path.of("/home/ada")))
                .hasToString("/x/cronium");
        assertThat(StateDirectory.standard(Map.of("XDG_STATE_HOME", "relative"), "ada", Path.of("/home/ada")))
                .hasToString("/home/ada/.local/state/cronium");
    }
}
