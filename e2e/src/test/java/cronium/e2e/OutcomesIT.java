package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every outcome: its exit code, its data in the result, and the line that says it. */
@ExtendWith(HostExtension.class)
class OutcomesIT {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 124, 125, 126, 127, 137, 255})
    void anExitCodeIsTheScriptsOwn(int code, Host host) throws IOException, InterruptedException {
        Finished finished =
                host.run(host.bash("exit " + code).pack(), "--summary").run();

        JsonNode result = finished.assertEnded(code, "exited");
        assertThat(result.at("/outcome/code").asInt()).isEqualTo(code);
        assertThat(finished.errText()).startsWith("cronium: exited with code " + code + ",");
        assertThat(finished.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"HUP, 1", "INT, 2", "QUIT, 3", "ABRT, 6", "KILL, 9", "SEGV, 11", "PIPE, 13", "TERM, 15"})
    void aSignalThatTheRunnerDidNotSendIsSaid(String name, int number, Host host)
            throws IOException, InterruptedException {
        Finished finished = host.run(
                        host.bash("ulimit -c 0; exec sh -c 'kill -" + name + " $$; sleep 60'")
                                .pack(),
                        "--summary")
                .run();

        JsonNode result = finished.assertEnded(128 + number, "signalled");
        assertThat(result.at("/outcome/signal").asInt()).isEqualTo(number);
        assertThat(finished.errText()).startsWith("cronium: killed by SIG" + name + ",");
    }

    @ParameterizedTest
    @CsvSource({"TERM, 15", "INT, 2", "HUP, 1"})
    void aCancellationIsSaid(String name, int number, Host host) throws IOException, InterruptedException {
        Launched launched = host.run(host.bash("echo ready; exec sleep 60").pack(), "--summary")
                .start();
        launched.awaitOutput("ready").signal(name);

        Finished finished = launched.finish();

        JsonNode result = finished.assertEnded(128 + number, "cancelled");
        assertThat(result.at("/outcome/signal").asInt()).isEqualTo(number);
        assertThat(finished.errText()).startsWith("cronium: cancelled by SIG" + name + ",");
    }

    @ParameterizedTest
    @CsvSource({"2s, 300ms, 300", "300ms, 2s, 300"})
    void theLowerTimeLimitHolds(String manifests, String options, int millis, Host host)
            throws IOException, InterruptedException {
        Path payload = host.bash("exec sleep 60")
                .manifest("limits:\n  timeout: " + manifests + "\n")
                .pack();

        Finished finished = host.run(payload, "--timeout", options).run();

        JsonNode result = finished.assertEnded(124, "timed-out");
        assertThat(result.at("/outcome/limitMillis").asInt()).isEqualTo(millis);
        assertThat(result.at("/enforced").toString()).contains("timeout");
        assertThat(finished.errText()).startsWith("cronium-runner: timed out after 300ms");
    }

    @Test
    void aManifestWithFaultsIsRefusedWithAllOfThem(Host host) throws IOException, InterruptedException {
        Path payload = host.bash("touch $NOTES/ran")
                .manifestFile("manifest.yaml", "version: v2\ninterpretor: bash\nentrypoint: ../script.sh\n")
                .pack();

        Finished finished = host.run(payload).run();

        finished.assertEnded(125, "rejected");
        assertThat(finished.errText())
                .contains(
                        "manifest.yaml:1:10: version: expected v1",
                        "manifest.yaml:2:1: unknown key 'interpretor'; did you mean 'interpreter'?",
                        "manifest.yaml:3:13: entrypoint: ")
                .startsWith("cronium-runner: ");
        assertThat(host.note("ran")).isEmpty();
    }

    @Test
    void aPayloadWithoutManifestIsRefused(Host host) throws IOException, InterruptedException {
        Path payload = host.bash("").manifestFile("manifest.json", "{}").pack();

        host.run(payload).run().assertRejected("manifest.missing");
    }

    @Test
    void aMissingEntrypointIsRefused(Host host) throws IOException, InterruptedException {
        Path payload = host.bash("")
                .manifestFile("manifest.yaml", "version: v1\ninterpreter: bash\nentrypoint: other.sh\n")
                .pack();

        host.run(payload).run().assertRejected("plan.entrypoint-missing");
    }

    @Test
    void aMissingPayloadIsRefused(Host host) throws IOException, InterruptedException {
        Finished finished = host.run(host.directory().resolve("none.tar.gz")).run();

        finished.assertRejected("payload.not-found");
        assertThat(finished.errText()).contains("none.tar.gz", "expected a file, found nothing");
    }

    @Test
    void whatIsNoFileIsRefusedAsWhatItIs(Host host) throws IOException, InterruptedException {
        Finished directory = host.run(host.home()).run();
        directory.assertRejected("payload.unreadable");
        assertThat(directory.errText()).contains("found a directory");

        Path fifo = host.fresh("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        Finished special = host.run(fifo).run();
        special.assertRejected("payload.unreadable");
        assertThat(special.errText()).contains("found something else");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no gzip at all", "\u001f\u008b\b\0\0\0\0\0"})
    void whatIsNoArchiveIsRefused(String content, Host host) throws IOException, InterruptedException {
        Path payload =
                Files.write(host.fresh("p.tar.gz"), content.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        host.operator().sign(payload);

        JsonNode result = host.run(payload).run().assertEnded(125, "rejected");

        assertThat(result.at("/outcome/faultCode").asString()).isNotEmpty();
        assertThat(result.at("/payload/signature/state").asString()).isEqualTo("verified");
    }

    @Test
    void anInterpreterThatCannotBeExecutedIs126(Host host) throws IOException, InterruptedException {
        Path notExecutable = Files.writeString(host.fresh("interpreter"), "#!/bin/sh\n");

        Finished finished = host.run(host.bash("touch $NOTES/ran").pack(), "--interpreter", notExecutable.toString())
                .run();

        JsonNode result = finished.assertEnded(126, "not-started");
        assertThat(result.at("/outcome/reason").asString()).isEqualTo("cannot-execute");
        assertThat(finished.errText()).startsWith("cronium-runner: not started: " + notExecutable);
        assertThat(host.note("ran")).isEmpty();
    }

    @Test
    void aMissingInterpreterIs127(Host host) throws IOException, InterruptedException {
        Path empty = host.freshDirectory("bin");
        Finished onPath = host.run(host.bash("true").pack())
                .with("PATH", empty.toString())
                .run();
        Finished named = host.run(host.bash("true").pack(), "--interpreter", empty + "/bash")
                .run();

        for (Finished finished : List.of(onPath, named)) {
            JsonNode result = finished.assertEnded(127, "not-started");
            assertThat(result.at("/outcome/reason").asString()).isEqualTo("interpreter-missing");
            assertThat(finished.errText())
                    .startsWith("cronium-runner: not started: ")
                    .contains(empty.toString());
        }
    }

    @Test
    void aResultThatCannotBeWrittenIsSaidAndIsNoSuccess(Host host) throws IOException, InterruptedException {
        Path nowhere = host.directory().resolve("none/result.json");

        Finished success =
                host.run(host.bash("exit 0").pack()).withResult(nowhere).run();
        Finished failure =
                host.run(host.bash("exit 7").pack()).withResult(nowhere).run();

        assertThat(success.exitCode()).isEqualTo(125);
        assertThat(failure.exitCode()).isEqualTo(7);
        assertThat(success.errText()).contains("result not written to " + nowhere);
    }
}
