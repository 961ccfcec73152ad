package cronium.runner.contain;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.payload.manifest.Filesystem;
import cronium.payload.manifest.Network;
import cronium.payload.manifest.Sandbox;
import cronium.runner.linux.Children;
import cronium.runner.linux.Descriptor;
import cronium.runner.linux.Landlock;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.Spawn;
import cronium.runner.linux.SpawnRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfinementTest {
    @TempDir
    private Path directory;

    @Test
    void twoPoliciesAtOnceAndNoneForTheRestOfTheProcess() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String write = "(: >" + directory + "/$0) 2>/dev/null && exit 0; exit 1";
            String connect = "(: >/dev/tcp/127.0.0.1/" + listening.getLocalPort() + ") 2>/dev/null && exit 0; exit 1";
            CyclicBarrier bothConfined = new CyclicBarrier(2);
            FutureTask<List<Integer>> files =
                    confined(sandbox(Filesystem.PRIVATE, new Network.Host()), bothConfined, write, connect);
            FutureTask<List<Integer>> network =
                    confined(sandbox(Filesystem.HOST, new Network.None()), bothConfined, write, connect);

            assertThat(files.get()).as("private: writes, connects").containsExactly(1, 0);
            assertThat(network.get()).as("no network: writes, connects").containsExactly(0, 1);
            assertThat(exitCode(write)).as("unconfined thread").isZero();
            assertThat(exitCode(connect)).as("unconfined thread").isZero();
            assertThat(Files.createFile(directory.resolve("4"))).exists();
        }
    }

    private FutureTask<List<Integer>> confined(Sandbox sandbox, CyclicBarrier barrier, String... scripts) {
        FutureTask<List<Integer>> task = new FutureTask<>(() -> {
            new Confinement(sandbox, List.of(), "/bin/bash", Landlock.abi(), true).restrictThisThread();
            barrier.await();
            return List.of(exitCode(scripts[0]), exitCode(scripts[1]));
        });
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    private static Sandbox sandbox(Filesystem filesystem, Network network) {
        return new Sandbox(filesystem, network, List.of(), List.of());
    }

    private static int exitCode(String script) throws LinuxException, IOException {
        try (Descriptor nothing = Descriptor.openNull();
                Descriptor out = Descriptor.openForWriting("/dev/null")) {
            int pid = Spawn.start(new SpawnRequest(
                    "/bin/bash",
                    List.of(
                            "bash",
                            "-c",
                            script,
                            Long.toString(Thread.currentThread().threadId())),
                    List.of("PATH=/usr/bin:/bin"),
                    "/",
                    nothing,
                    out,
                    out,
                    List.of()));
            return Children.reap(pid).exitCode();
        }
    }
}
