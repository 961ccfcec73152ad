package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Secrets through the packaged programs, and who can see them. */
@ExtendWith(HostExtension.class)
class SecretsIT {
    private static final String SHOW = """
            printf '%s' "$TOKEN" >$NOTES/token
            ls /proc/$$/fd | grep -c . >$NOTES/descriptors
            echo "<$TOKEN>"
            """;
    private static final int NOBODY = 65_534;

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 5, 9})
    void aDescriptorReachesTheRunnerAndNotTheScript(int number, Host host) throws IOException, InterruptedException {
        Finished finished = host.run(host.bash(SHOW).pack(), "--secrets-from", Integer.toString(number))
                .inShell(from(number))
                .run();

        finished.assertEnded(0, "exited");
        assertThat(finished.outText()).isEqualTo("<***>\n");
        assertThat(host.note("token")).isEqualTo("a-token");
        // Its three, and bash's own for the script and for ls.
        assertThat(host.note("descriptors").strip()).isIn("4", "5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"environment", "files"})
    void theyReachAScriptInTheStrictestSandbox(String how, Host host) throws IOException, InterruptedException {
        Path payload = host.bash(
                        "echo \"<${TOKEN:-$(cat $CRONIUM_SECRETS_DIR/TOKEN)}>\"; (: >$CRONIUM_SECRETS_DIR/x) || echo no")
                .manifest("sandbox: {filesystem: private, network: none}\n")
                .pack();

        Finished finished = host.run(payload, "--secrets-from", "3", "--secrets-as", how)
                .inShell(from(3))
                .run();

        finished.assertEnded(0, "exited");
        assertThat(finished.outText()).isEqualTo("<***>\nno\n");
    }

    @ParameterizedTest
    @CsvSource({"3, environment", "4, environment", "9, files"})
    void theOperatorsCommandHandsADescriptorOn(int number, String how, Host host)
            throws IOException, InterruptedException {
        Path folder = host.bash("echo \"<$TOKEN$(cat $CRONIUM_SECRETS_DIR/TOKEN 2>&-)>\"")
                .withManifest();

        Finished finished = host.program(
                        Image.cronium(),
                        List.of(
                                "run",
                                folder.toString(),
                                "--secrets-from",
                                Integer.toString(number),
                                "--secrets-as",
                                how,
                                "--state",
                                host.state().toString()))
                .withResult()
                .inShell(from(number))
                .run();

        finished.assertEnded(0, "exited");
        assertThat(finished.outText()).isEqualTo("<***>\n");
    }

    @Test
    void aDescriptorThatIsClosedIsSaid(Host host) throws IOException, InterruptedException {
        Finished finished = host.run(host.bash("touch $NOTES/ran").pack(), "--secrets-from", "77")
                .run();

        finished.assertEnded(125, "not-started");
        assertThat(finished.errText()).contains("secrets from descriptor 77: expected a descriptor that is open");
        assertThat(host.notes().resolve("ran")).doesNotExist();
    }

    /** Nobody writes to the pipe, and somebody has enough of waiting. */
    @Test
    void waitingForSecretsCanBeCancelled(Host host) throws IOException, InterruptedException {
        Launched launched = host.run(host.bash("touch $NOTES/ran").pack(), "--secrets-from", "3")
                .inShell("mkfifo -m 600 waiting; exec \"$@\" 3<>waiting")
                .start();
        launched.signalUntilEnded("TERM");

        assertThat(launched.finish().exitCode()).isEqualTo(143);
        assertThat(host.notes().resolve("ran")).doesNotExist();
    }

    @Test
    void anOrdinaryUsersRunnerCannotBeLookedIntoAndStillSupervises(Host host) throws IOException, InterruptedException {
        Needs.rootWithMounts();
        Finished finished = asNobody(host, """
                cat /proc/$$/environ >/dev/null && echo own environment can be read
                cat /proc/$PPID/environ 2>&1 >/dev/null | grep -o 'Permission denied'
                cat /proc/$PPID/fd/3 2>&1 >/dev/null | grep -o 'Permission denied'
                (setsid sleep 60 >&- 2>&- &) ; (setsid bash -c 'trap "" TERM; sleep 60' >&- 2>&- &)
                cat $CRONIUM_SECRETS_DIR/TOKEN
                """, "--grace=300ms", "--secrets-as=files");

        JsonNode result = finished.assertEnded(0, "exited");
        assertThat(finished.outText())
                .isEqualTo("own environment can be read\nPermission denied\nPermission denied\n***");
        assertThat(result.at("/usage/peakMemoryBytes").asLong()).isPositive();
        assertThat(result.at("/enforced").toString()).contains("secrets-");
    }

    @Test
    void anOrdinaryUsersRunnerStopsWhatDoesNotWantToStop(Host host) throws IOException, InterruptedException {
        Needs.rootWithMounts();
        Finished finished = asNobody(
                host,
                "trap '' TERM; (trap '' TERM; setsid sleep 60 &); while :; do sleep 1; done",
                "--timeout=300ms",
                "--grace=100ms");

        finished.assertEnded(124, "timed-out");
    }

    @Test
    void anOrdinaryUsersResultMayGoToStandardOutput(Host host) throws IOException, InterruptedException {
        Needs.rootWithMounts();
        Finished finished =
                asNobodyInShell(host, "\"$@\" 3<<END | cat\nTOKEN=a-token\nEND", "true", "--result=/dev/stdout");

        assertThat(finished.outText()).as(finished.errText()).contains("cronium.result/v1");
    }

    private static String from(int number) {
        return "exec \"$@\" " + number + "<<END\nTOKEN=a-token\nEND";
    }

    /** Runs a script with a secret as the user nobody, who has the home directory of the host. */
    private static Finished asNobody(Host host, String script, String... options)
            throws IOException, InterruptedException {
        return asNobodyInShell(host, from(3), script, options);
    }

    private static Finished asNobodyInShell(Host host, String shell, String script, String... options)
            throws IOException, InterruptedException {
        Files.setAttribute(host.home(), "unix:uid", NOBODY);
        Path image = host.freshDirectory("image");
        Path payload = host.bash(script).pack();
        List<String> command = new ArrayList<>(
                List.of("run", payload.toString(), "--trust=" + host.trust(), "--secrets-from=3", "--format=raw"));
        Launch launch = host.program(image.resolve("bin/cronium-runner"), command)
                .withResult(host.home().resolve("result.json"));
        // Options last: a second --result wins.
        List<String> all = new ArrayList<>(launch.command());
        all.addAll(List.of(options));
        return new Launch(host, all, launch.environment(), launch.result())
                .with("PATH", "/usr/local/bin:/usr/bin:/bin")
                .inShell(shell)
                .under("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--")
                .under(
                        "unshare",
                        "-m",
                        "sh",
                        "-c",
                        "mount --bind \"$1\" \"$2\" && shift 2 && exec \"$@\"",
                        "sh",
                        Image.directory().toString(),
                        image.toString())
                .run();
    }
}
