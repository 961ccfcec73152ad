package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Await;
import cronium.testkit.Leaks;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The runner told to stop, told twice, and killed, in each stage that lasts: what is left, and what the next start leaves. */
@ExtendWith(HostExtension.class)
class KilledRunnerIT {
    private static final String LEAVES_250_000_FILES = """
            import os
            for d in range(250):
                os.mkdir(f"d{d}")
                open(f"d{d}/0", "w").close()
                for f in range(1, 1000):
                    os.link(f"d{d}/0", f"d{d}/{f}")
            print("ready", flush=True)
            """;

    /** A stage of an execution, with a payload that stays in it for long enough. */
    enum Stage {
        UNPACK(143) {
            @Override
            Path payload(Host host) throws IOException, InterruptedException {
                return ManyFiles.payload(host, "touch $NOTES/ran");
            }

            @Override
            void await(Host host, Launched launched) {
                Await.until(
                        "a directory being filled",
                        () -> Folders.names(host.executions()).stream()
                                .filter(name -> !name.startsWith("."))
                                .flatMap(name ->
                                        Folders.names(
                                                host.executions().resolve(name).resolve("payload"))
                                                .stream())
                                .toList(),
                        files -> files.size() > 1);
            }
        },
        RUN(143) {
            @Override
            Path payload(Host host) throws IOException, InterruptedException {
                return host.bash("trap 'sleep 60' TERM INT\nsleep 60 & echo ready\nwait\nwait")
                        .pack();
            }

            @Override
            void await(Host host, Launched launched) {
                launched.awaitOutput("ready");
            }
        },
        CLEANUP(0) {
            @Override
            Path payload(Host host) throws IOException, InterruptedException {
                return host.python(LEAVES_250_000_FILES).pack();
            }

            @Override
            void await(Host host, Launched launched) {
                Await.until(
                        "a directory being removed",
                        () -> Folders.names(host.executions()),
                        names -> names.stream().anyMatch(name -> name.startsWith(".old-")));
            }
        };

        /** What the exit code is after a SIGTERM. */
        private final int exitCode;

        Stage(int exitCode) {
            this.exitCode = exitCode;
        }

        abstract Path payload(Host host) throws IOException, InterruptedException;

        /** Waits until the runner is in this stage. */
        abstract void await(Host host, Launched launched);
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingWhenItIsToldToStop(Stage stage, Host host) throws IOException, InterruptedException {
        Launched launched = host.run(stage.payload(host), "--grace", "300ms").start();
        stage.await(host, launched);
        launched.signal("TERM");

        assertThat(launched.finish().exitCode()).isEqualTo(stage.exitCode);
        assertNothingLeft(host);
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingWhenItIsToldTwice(Stage stage, Host host) throws IOException, InterruptedException {
        Launched launched = host.run(stage.payload(host), "--grace", "600s").start();
        stage.await(host, launched);
        launched.signalUntilEnded("INT");

        assertThat(launched.finish().exitCode()).isEqualTo(stage.exitCode == 0 ? 0 : 130);
        assertNothingLeft(host);
    }

    @ParameterizedTest
    @EnumSource
    void whatItLeavesWhenItIsKilledTheNextStartRemoves(Stage stage, Host host)
            throws IOException, InterruptedException {
        Launched launched =
                host.run(stage.payload(host), "--execution-id", "killed-1").start();
        stage.await(host, launched);
        launched.signal("KILL");
        assertThat(launched.finish().exitCode()).isEqualTo(137);
        assertThat(Folders.names(host.executions()))
                .as("executions after the kill")
                .singleElement()
                .asString()
                .endsWith("killed-1");

        Finished next =
                host.run(host.bash("echo hello").pack(), "--format", "json").run();

        next.assertEnded(0, "exited");
        assertThat(next.outText()).contains("\"event\":\"swept\"", "left of execution killed-1\"");
        assertNothingLeft(host);
    }

    private static void assertNothingLeft(Host host) {
        assertThat(Folders.names(host.executions())).isEmpty();
        assertThat(host.notes().resolve("ran")).doesNotExist();
        Leaks.assertNoProcess(host.directory().toString());
    }
}
