package cronium.runner.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.runner.contain.TreeLayer;
import cronium.runner.linux.ControlGroup;
import cronium.runner.linux.ProcessTable;
import cronium.runner.linux.Signals;
import cronium.runner.supervise.Held;
import cronium.runner.supervise.Tag;
import cronium.testkit.Await;
import cronium.testkit.Leaks;
import cronium.testkit.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    private Path base;

    private StateDirectory state;

    @BeforeEach
    void open() throws IOException {
        state = StateDirectory.open(base.resolve("state"));
    }

    @Test
    void aLiveOwnersClaimIsNeverTaken() throws IOException {
        Claim claim = Claim.make(state, "exec-1");
        assertThat(Sweep.leftovers(state, CLOCK)).isEmpty();
        assertThat(claim.payload()).exists();
        claim.remove();
    }

    @Test
    void aDeadOwnersClaimIsRemovedWithAllThatIsInIt() throws IOException {
        Path payload = Claim.make(state, "exec-1").payload();
        Files.createDirectories(payload.resolve("a/b"));
        ownedBy("exec-1", new Owner(1, 1, ProcessTable.bootId()));
        assertThat(Sweep.leftovers(state, CLOCK)).containsExactly("exec-1");
        Leaks.assertNothingIn(state.executions());
    }

    @Test
    void anOwnerOfAnotherBootIsDead() throws IOException {
        Claim.make(state, "exec-1");
        Owner self = Owner.self();
        ownedBy("exec-1", new Owner(self.pid(), self.startTicks(), "another-boot"));
        assertThat(Sweep.leftovers(state, CLOCK)).containsExactly("exec-1");
    }

    @Test
    void whatAKilledRunnerWasMakingOrRemovingIsRemoved() throws IOException {
        Owner dead = new Owner(1, 1, ProcessTable.bootId());
        Files.createDirectory(state.executions().resolve(dead.nameOf(".new", "exec-1")));
        Files.createDirectory(state.executions().resolve(dead.nameOf(".old", dead.nameOf(".old", "exec-2"))));
        assertThat(Sweep.leftovers(state, CLOCK)).containsExactlyInAnyOrder("exec-1", "exec-2");
        Leaks.assertNothingIn(state.executions());
    }

    @Test
    void whatALivingRunnerIsMakingOrRemovingIsLeftToIt() throws IOException {
        Path making =
                Files.createDirectory(state.executions().resolve(Owner.self().nameOf(".new", "exec-1")));
        Path removing =
                Files.createDirectory(state.executions().resolve(Owner.self().nameOf(".old", "exec-2")));
        // Swept from a dead runner, by this one: the file in it is the dead one's still.
        Files.writeString(removing.resolve("owner"), new Owner(1, 1, ProcessTable.bootId()).text());
        assertThat(Sweep.leftovers(state, CLOCK)).isEmpty();
        assertThat(making).exists();
        assertThat(removing).exists();
    }

    @Test
    void whatHasNoOwnerIsGivenAMinute() throws IOException {
        Path unknown = Files.createDirectory(state.executions().resolve("unknown"));
        assertThat(Sweep.leftovers(state, CLOCK)).isEmpty();
        Files.setLastModifiedTime(unknown, FileTime.from(Instant.now().minusSeconds(61)));
        assertThat(Sweep.leftovers(state, CLOCK)).containsExactly("unknown");
    }

    @Test
    void oldSnapshotsGoAndNewOnesStay() throws IOException {
        Path snapshot = Files.createFile(state.spool().resolve(".payload-1"));
        Sweep.leftovers(state, CLOCK);
        assertThat(snapshot).exists();
        Files.setLastModifiedTime(snapshot, FileTime.from(Instant.now().minusSeconds(61)));
        Sweep.leftovers(state, CLOCK);
        assertThat(snapshot).doesNotExist();
    }

    @Test
    void processesOfADeadOwnersSessionAreKilledAlsoThoseThatLeftIt() throws IOException, InterruptedException {
        Claim claim = Claim.make(state, "exec-1");
        Process script = session(claim.payload(), "setsid sleep 61 & sleep 62 & env -i /bin/sleep 63 & wait");
        Process stranger = session(base, "exec sleep 64");
        claim.scriptStarts(held(script));
        ownedBy("exec-1", new Owner(1, 1, ProcessTable.bootId()));
        Await.until("the script and its children", () -> Processes.marked(base.toString()), found -> found.size() == 5);
        assertThat(Sweep.leftovers(state, CLOCK)).containsExactly("exec-1");
        Leaks.assertNoProcess(claim.payload().toString());
        Leaks.assertNoSession((int) script.pid());
        assertThat(stranger.isAlive()).isTrue();
        stranger.destroyForcibly().waitFor();
        script.waitFor();
    }

    private static Held held(Process process) {
        return new Held((int) process.pid(), TreeLayer.WATCHDOG, Optional.empty(), Optional.empty());
    }

    @Test
    void whatCarriesTheTagIsKilledWhateverElseItHasShed() throws IOException, InterruptedException {
        Claim claim = Claim.make(state, "exec-1");
        Process daemon = new ProcessBuilder(
                        "env", "-i", "prlimit", "--sigpending=5000:5000", "--msgqueue=6000:6000", "sleep", "66")
                .directory(Path.of("/").toFile())
                .start();
        Process similar = new ProcessBuilder("prlimit", "--sigpending=5000:5000", "sleep", "67").start();
        Await.until("both at sleep", () -> List.of(daemon, similar), SweepTest::sleep);
        claim.scriptStarts(new Held(1, TreeLayer.WATCHDOG, Optional.empty(), Optional.of(new Tag(5000, 6000))));
        ownedBy("exec-1", new Owner(1, 1, ProcessTable.bootId()));
        assertThat(Sweep.leftovers(state, CLOCK)).containsExactly("exec-1");
        assertThat(daemon.waitFor()).isEqualTo(128 + Signals.KILL);
        assertThat(similar.isAlive()).isTrue();
        similar.destroyForcibly().waitFor();
    }

    private static boolean sleep(List<Process> processes) {
        return processes.stream()
                .allMatch(process -> ProcessTable.find(process.pid())
                        .filter(entry -> entry.command().equals("sleep"))
                        .isPresent());
    }

    @Test
    void whatIsInTheControlGroupIsKilledAndTheGroupRemoved() throws IOException, InterruptedException {
        Optional<Path> parent = ControlGroup.forNewOnes();
        assumeTrue(parent.isPresent(), "expected a writable control group, found none");
        Claim claim = Claim.make(state, "exec-1");
        ControlGroup group = ControlGroup.make(parent.get().resolve("cronium-test-" + UUID.randomUUID()));
        Process daemon = new ProcessBuilder("sleep", "68").start();
        group.add((int) daemon.pid());
        claim.scriptStarts(new Held(1, TreeLayer.CGROUP, Optional.of(group.directory()), Optional.empty()));
        ownedBy("exec-1", new Owner(1, 1, ProcessTable.bootId()));
        assertThat(Sweep.leftovers(state, CLOCK)).containsExactly("exec-1");
        assertThat(daemon.waitFor()).isEqualTo(128 + Signals.KILL);
        assertThat(group.directory()).doesNotExist();
    }

    @Test
    void aSessionNumberThatIsAStrangersNowIsLeftAlone() throws IOException, InterruptedException {
        Claim claim = Claim.make(state, "exec-1");
        Process stranger = session(base, "exec sleep 64");
        claim.scriptStarts(held(stranger));
        ownedBy("exec-1", new Owner(1, 1, ProcessTable.bootId()));
        assertThat(Sweep.leftovers(state, CLOCK)).containsExactly("exec-1");
        assertThat(stranger.isAlive()).isTrue();
        stranger.destroyForcibly().waitFor();
    }

    @Test
    void manySweepsAndClaimsAtOnceDoNoHarm() throws Exception {
        Owner dead = new Owner(1, 1, ProcessTable.bootId());
        for (int round = 0; round < 20; round++) {
            String id = "exec-" + round;
            Claim.make(state, id);
            ownedBy(id, dead);
            List<FutureTask<Integer>> runners = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                FutureTask<Integer> runner = new FutureTask<>(() -> {
                    for (String swept : Sweep.leftovers(state, CLOCK)) {
                        assertThat(swept).isEqualTo(id);
                    }
                    return claimedAndKept(id);
                });
                runners.add(runner);
                Thread.ofPlatform().daemon().start(runner);
            }
            int claims = 0;
            for (FutureTask<Integer> runner : runners) {
                claims += runner.get();
            }
            assertThat(claims).isPositive();
        }
        Leaks.assertNothingIn(state.executions());
    }

    /** A claim that was made is this thread's until it gives it up. */
    private int claimedAndKept(String id) throws IOException {
        try {
            Claim claim = Claim.make(state, id);
            Files.createFile(claim.payload().resolve("mine"));
            Sweep.leftovers(state, CLOCK);
            assertThat(claim.payload().resolve("mine")).exists();
            assertThat(claim.remove()).isEmpty();
            return 1;
        } catch (Claim.TakenException e) {
            return 0;
        }
    }

    private void ownedBy(String id, Owner owner) throws IOException {
        Files.writeString(state.executions().resolve(id).resolve("owner"), owner.text());
    }

    private static Process session(Path directory, String script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("setsid", "bash", "-c", script).directory(directory.toFile());
        builder.environment().put("CRONIUM_WORK_DIR", directory.toString());
        return builder.start();
    }
}
