package cronium.runner.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.testkit.Await;
import cronium.testkit.Leaks;
import cronium.testkit.Processes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpawnTest {
    @TempDir
    private Path directory;

    @Test
    void theChildLeadsASessionAndAGroupOfItsOwn() throws LinuxException {
        int pid = start(List.of("sleep", "60"));
        ProcessTable.Entry child = ProcessTable.find(pid).orElseThrow();
        assertThat(child.session()).isEqualTo(pid);
        assertThat(child.parent()).isEqualTo((int) ProcessHandle.current().pid());
        assertThat(child.command()).isEqualTo("sleep");
        assertThat(Signals.sendToGroup(pid, Signals.KILL)).isTrue();
        assertThat(Children.reap(pid).signal()).isEqualTo(Signals.KILL);
        Leaks.assertNoSession(pid);
    }

    @Test
    void theChildHandlesSignalsAsFromALoginShell() throws LinuxException {
        int pid = start(List.of("sleep", "60"));
        // The JVM blocks some and ignores others, SIGPIPE among them.
        assertThat(Processes.status(pid, "SigBlk")).isEqualTo("0000000000000000");
        // 32 and 33 are glibc's own: posix_spawn(3) has them ignored until the program's own libc takes them over.
        assertThat(Processes.status(pid, "SigIgn")).isIn("0000000000000000", "0000000180000000");
        assertThat(Processes.status(pid, "SigCgt")).isEqualTo("0000000000000000");
        Signals.sendToGroup(pid, Signals.TERM);
        Reaped reaped = Children.reap(pid);
        assertThat(reaped.signalled()).isTrue();
        assertThat(reaped.signal()).isEqualTo(Signals.TERM);
    }

    @Test
    void theChildHasThreeDescriptorsAndNothingElse() throws LinuxException {
        // The JVM itself has some that are not close-on-exec.
        assertThat(output(List.of("sh", "-c", "ls /proc/$$/fd"))).isEqualTo("0\n1\n2\n");
    }

    @Test
    void argumentsEnvironmentAndDirectoryArriveAsTheyAre() throws LinuxException {
        assertThat(output(List.of("sh", "-c", "echo \"$0|$1|$2|$A|$B\"; pwd; env | wc -l", "zero", "ü €", "")))
                .startsWith("zero|ü €||1 2|\n" + directory + "\n");
    }

    @Test
    void theStandardInputIsEmpty() throws LinuxException {
        assertThat(output(List.of("sh", "-c", "cat; echo done"))).isEqualTo("done\n");
    }

    @Test
    void whatCannotBeExecutedIsAnErrorAndNoProcessIsLeft() {
        assertThatThrownBy(() -> start("/no/such/program", List.of("x"), directory.toString()))
                .isInstanceOfSatisfying(LinuxException.class, e -> {
                    assertThat(e.errno()).isEqualTo(Errno.ENOENT);
                    assertThat(e.call()).isEqualTo("posix_spawn");
                    assertThat(e).hasMessageContaining("no such file or directory");
                });
        assertThatThrownBy(() -> start("/bin/true", List.of("true"), directory + "/nowhere"))
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
        assertThat(Processes.marked(directory.toString())).isEmpty();
    }

    @Test
    void argumentsThatAreTooLongAreSaidSo() {
        assertThatThrownBy(() -> start("/bin/true", List.of("true", "x".repeat(200_000)), "/"))
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.E2BIG));
    }

    @Test
    void anEndedChildIsSeenBeforeItIsReaped() throws LinuxException {
        int pid = start(List.of("sh", "-c", "exit 7"));
        assertThat(Children.awaitEnded()).contains(new Children.Unreaped(pid, true, 7));
        assertThat(ProcessTable.find(pid))
                .hasValueSatisfying(entry -> assertThat(entry.ended()).isTrue());
        assertThat(Children.reap(pid).exitCode()).isEqualTo(7);
        assertThat(Children.awaitEnded()).isEmpty();
    }

    @Test
    void orphansFallToThisProcess() throws LinuxException {
        Children.adoptOrphans();
        int pid = start(List.of("sh", "-c", "(sleep 60 & :) ; exit 0"));
        assertThat(Children.awaitEnded()).contains(new Children.Unreaped(pid, true, 0));
        Children.reap(pid);
        List<ProcessTable.Entry> orphans =
                ProcessTable.descendants((int) ProcessHandle.current().pid());
        assertThat(orphans)
                .hasSize(1)
                .allSatisfy(orphan -> assertThat(orphan.session()).isEqualTo(pid));
        assertThat(Signals.send(orphans.getFirst(), Signals.KILL)).isTrue();
        assertThat(Children.awaitEnded())
                .contains(new Children.Unreaped(orphans.getFirst().pid(), false, Signals.KILL));
        Children.reap(orphans.getFirst().pid());
    }

    @Test
    void aChildBehindAGateWaitsUntilItIsOpenedAndHasNoDescriptorOfIt() throws Exception {
        Path go = Files.createFile(directory.resolve("go"));
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            LeasedFile lease = LeasedFile.create(directory.resolve("gate"));
            Future<Integer> started = startBehindGates(other, directory.resolve("gate"), go);
            int waiting = Await.until(
                            "a child",
                            () -> ProcessTable.children(
                                    (int) ProcessHandle.current().pid()),
                            found -> found.size() == 1)
                    .getFirst();
            // It is a copy of this process still, whatever it does.
            assertThat(ProcessTable.find(waiting).orElseThrow().command()).isNotEqualTo("sh");
            assertThat(started.isDone()).isFalse();
            lease.close();
            assertThat(started.get()).isEqualTo(waiting);
            assertThat(Children.reap(waiting).exitCode()).isEqualTo(3);
        }
    }

    @Test
    void aChildWhoseSecondGateIsNotThereIsNotExecuted() throws Exception {
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            LeasedFile lease = LeasedFile.create(directory.resolve("gate"));
            Future<Integer> started = startBehindGates(other, directory.resolve("gate"), directory.resolve("go"));
            lease.close();
            assertThatThrownBy(started::get).hasMessageContaining("ENOENT");
            assertThat(Children.awaitEnded()).isEmpty();
        }
    }

    /** It ends with 3 if it has neither of the descriptors that the gates may have had. */
    private Future<Integer> startBehindGates(ExecutorService other, Path... gates) {
        return other.submit(() -> {
            try (Descriptor nothing = Descriptor.openNull();
                    Descriptor out = Descriptor.openForWriting("/dev/null")) {
                return Spawn.start(new SpawnRequest(
                        "/bin/sh",
                        List.of("sh", "-c", "[ -e /proc/$$/fd/3 ] || [ -e /proc/$$/fd/4 ] || exit 3"),
                        List.of(),
                        directory.toString(),
                        nothing,
                        out,
                        out,
                        List.of(),
                        Arrays.stream(gates).map(Path::toString).toList()));
            }
        });
    }

    @Test
    void manySpawnsLeakNoDescriptor() throws LinuxException {
        int before = descriptors();
        for (int i = 0; i < 300; i++) {
            Children.reap(start(List.of("true")));
        }
        assertThat(descriptors()).isEqualTo(before);
    }

    private static int descriptors() {
        return Await.until(
                "descriptors", () -> Path.of("/proc/self/fd").toFile().list().length, count -> count > 0);
    }

    private int start(List<String> argv) throws LinuxException {
        return start("/usr/bin/" + argv.getFirst(), argv, directory.toString());
    }

    private static int start(String executable, List<String> argv, String workingDirectory) throws LinuxException {
        try (Descriptor nothing = Descriptor.openNull();
                Descriptor out = Descriptor.openForWriting("/dev/null")) {
            return Spawn.start(new SpawnRequest(
                    executable,
                    argv,
                    List.of("A=1 2", "PATH=/usr/bin:/bin"),
                    workingDirectory,
                    nothing,
                    out,
                    out,
                    List.of()));
        }
    }

    private String output(List<String> argv) throws LinuxException {
        Descriptor.Pipe pipe = Descriptor.pipe();
        int pid;
        try (Descriptor nothing = Descriptor.openNull()) {
            pid = Spawn.start(new SpawnRequest(
                    "/usr/bin/" + argv.getFirst(),
                    argv,
                    List.of("A=1 2", "PATH=/usr/bin:/bin"),
                    directory.toString(),
                    nothing,
                    pipe.writeEnd(),
                    pipe.writeEnd(),
                    List.of()));
        } finally {
            pipe.writeEnd().close();
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        NativeBuffer buffer = new NativeBuffer(4096);
        byte[] bytes = new byte[4096];
        try (Descriptor end = pipe.readEnd()) {
            int length;
            while ((length = end.read(buffer)) > 0) {
                buffer.copyTo(bytes, length);
                all.write(bytes, 0, length);
            }
        }
        Children.reap(pid);
        return all.toString(StandardCharsets.UTF_8);
    }
}
