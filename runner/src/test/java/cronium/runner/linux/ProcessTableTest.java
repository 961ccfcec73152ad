package cronium.runner.linux;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {
    private static final int SELF = (int) ProcessHandle.current().pid();

    @TempDir
    private Path directory;

    @Test
    void thisProcessIsFoundWithItsParentAndStart() {
        ProcessTable.Entry self = ProcessTable.find(SELF).orElseThrow();
        assertThat((long) self.parent())
                .isEqualTo(ProcessHandle.current().parent().orElseThrow().pid());
        assertThat(ProcessTable.isAlive(SELF, self.startTicks())).isTrue();
        assertThat(ProcessTable.isAlive(SELF, self.startTicks() + 1)).isFalse();
        assertThat(ProcessTable.find(0)).isEmpty();
        assertThat(ProcessTable.peakMemory(SELF).orElseThrow()).isGreaterThan(10_000_000);
        assertThat(ProcessTable.bootId()).hasSize(36);
    }

    @Test
    void aProcessIsReachedUntilItIsReaped() throws IOException, InterruptedException {
        assertThat(Signals.reaches(SELF)).isTrue();
        assertThat(Signals.reaches(1)).isTrue();
        Process process = start("/bin/sleep", "60");
        int pid = (int) process.pid();
        assertThat(Signals.reaches(pid)).isTrue();
        process.destroyForcibly().waitFor();
        Await.until("it is reaped", () -> Signals.reaches(pid), reached -> !reached);
    }

    @Test
    void aCommandMayHoldParenthesesAndSpaces() throws IOException, InterruptedException {
        Path odd = Files.copy(Path.of("/bin/sleep"), directory.resolve("a) Z (b"));
        Process process = start(odd.toString(), "60");
        ProcessTable.Entry entry = Await.until(
                        "the process under its own name",
                        () -> ProcessTable.find(process.pid()),
                        found -> found.filter(it -> it.command().equals("a) Z (b"))
                                .isPresent())
                .orElseThrow();
        assertThat(entry.ended()).isFalse();
        assertThat(entry.parent()).isEqualTo(SELF);
        process.destroyForcibly().waitFor();
    }

    @Test
    void descendantsAreFoundParentsFirst() throws IOException, InterruptedException {
        Process process = start("/bin/sh", "-c", "(sleep 60; :) & echo ready; wait");
        process.inputReader(StandardCharsets.UTF_8).readLine();
        List<ProcessTable.Entry> found = Await.until(
                "a shell, its subshell and its sleep",
                () -> ProcessTable.descendants((int) process.pid()),
                entries -> entries.size() == 2 && entries.get(1).command().equals("sleep"));
        assertThat(found.get(1).parent()).isEqualTo(found.get(0).pid());
        for (ProcessTable.Entry entry : found.reversed()) {
            Signals.send(entry, Signals.KILL);
        }
        process.destroyForcibly().waitFor();
    }

    @Test
    void theEnvironmentOfAStartIsMatchedAsAWhole() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sleep", "60");
        builder.environment().clear();
        builder.environment().put("CRONIUM_WORK_DIR", "/work/a");
        builder.environment().put("B", "CRONIUM_WORK_DIR=/work/b");
        Process process = builder.start();
        ProcessTable.Entry entry = ProcessTable.find(process.pid()).orElseThrow();
        Await.until(
                "the environment",
                () -> ProcessTable.startedWith(entry, "CRONIUM_WORK_DIR=/work/a"),
                matched -> matched);
        assertThat(ProcessTable.startedWith(entry, "CRONIUM_WORK_DIR=/work")).isFalse();
        assertThat(ProcessTable.startedWith(entry, "CRONIUM_WORK_DIR=/work/b")).isFalse();
        process.destroyForcibly().waitFor();
    }

    @Test
    void aTableThatChangesWhileItIsReadIsNoError() throws IOException, InterruptedException {
        Process process = start("/bin/bash", "-c", "for _ in {1..150}; do (:) & (:) & wait; done");
        while (process.isAlive()) {
            ProcessTable.descendants(SELF);
            ProcessTable.all();
        }
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void aSignalIsForTheProcessThatWasSeenOnly() throws IOException, InterruptedException {
        Process process = start("/bin/sleep", "60");
        ProcessTable.Entry seen = ProcessTable.find(process.pid()).orElseThrow();
        ProcessTable.Entry other = new ProcessTable.Entry(
                seen.pid(),
                seen.state(),
                seen.parent(),
                seen.session(),
                seen.startTicks() - 1,
                seen.cpuTicks(),
                seen.command());
        assertThat(Signals.send(other, Signals.KILL)).isFalse();
        assertThat(process.isAlive()).isTrue();
        assertThat(Signals.send(seen, Signals.TERM)).isTrue();
        assertThat(process.waitFor()).isEqualTo(128 + Signals.TERM);
        assertThat(Signals.send(seen, Signals.KILL)).isFalse();
        assertThat(Signals.sendToGroup(seen.pid(), Signals.KILL)).isFalse();
    }

    @Test
    void signalsHaveTheirNames() {
        assertThat(Signals.name(Signals.TERM)).isEqualTo("SIGTERM");
        assertThat(Signals.name(Signals.CONT)).isEqualTo("SIGCONT");
        assertThat(Signals.name(31)).isEqualTo("SIGSYS");
        assertThat(Signals.name(34)).isEqualTo("SIG34");
    }

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(command).start();
    }
}
