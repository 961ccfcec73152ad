package cronium.runner;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.runner.journal.ResultSchema;
import cronium.testkit.Await;
import cronium.testkit.Leaks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Secrets on their way to a script, and what is seen of them afterwards. */
class SecretsTest {
    private static final String TOKEN = "tok-" + "0123456789abcdef";

    @TempDir
    private Path base;

    @AfterEach
    void nothingIsLeft() {
        Leaks.assertNoProcess(base.toString());
        Leaks.assertNothingIn(base.resolve("state/executions"));
    }

    @Test
    void asVariablesTheyReachTheScriptAndAreMaskedInItsOutput() throws Exception {
        RunnerProcess runner = run("TOKEN=" + TOKEN + "\nPIN=123\n", """
                printf '%s' "$TOKEN" | sha256sum
                echo "token $TOKEN, pin $PIN"
                echo "$TOKEN" | base64 >&2
                """);
        assertThat(runner.exitCode()).as(runner.errors()).isZero();
        assertThat(runner.output()).isEqualTo(sha256(TOKEN) + "  -\ntoken ***, pin 123\n");
        assertThat(runner.errors())
                .isEqualTo(
                        "cronium-runner: secret PIN has fewer than 4 bytes, so it is not masked in the output\n***K\n");
        JsonNode stdout = result(runner).at("/output/stdout");
        assertThat(stdout.get("bytes").asInt()).isEqualTo(runner.output().length());
        assertThat(stdout.get("sha256").asString()).isEqualTo(sha256(runner.output()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "logfmt", "pretty"})
    void theyAreMaskedInEveryFormat(String format) throws Exception {
        RunnerProcess runner = run(
                "TOKEN=" + TOKEN, "echo \"$TOKEN\"; printf 'x\\377%s' \"$TOKEN\"; kill -SEGV $$", "--format", format);
        assertThat(runner.exitCode()).isEqualTo(139);
        String all = runner.output() + runner.errors();
        assertThat(all).contains("***").doesNotContain(TOKEN);
        if (format.equals("json")) {
            assertThat(all).contains(Base64.getEncoder().encodeToString(new byte[] {'x', -1, '*', '*', '*'}));
        }
    }

    @Test
    void asFilesTheyAreThereForTheTimeOfTheRun() throws Exception {
        RunnerProcess runner =
                run("TOKEN=" + TOKEN + "\0KEY=line\n\0", """
                stat -c '%a' "$CRONIUM_SECRETS_DIR" "$CRONIUM_SECRETS_DIR"/*
                cd "$CRONIUM_SECRETS_DIR"; echo "${TOKEN-none}"; echo "$(<TOKEN)"; od -An -c KEY; ls
                echo "$CRONIUM_SECRETS_DIR" >""" + base.resolve("where"), "--secrets-as", "files");
        assertThat(runner.exitCode()).as(runner.errors()).isZero();
        assertThat(runner.output().replaceAll(" +", " "))
                .isEqualTo("700\n400\n400\nnone\n***\n l i n e \\n\nKEY\nTOKEN\n");
        Path where = Path.of(Files.readString(base.resolve("where")).strip());
        assertThat(where).doesNotExist();
        assertThat(result(runner).get("enforced").toString())
                .contains(where.startsWith("/dev/shm") ? "secrets-tmpfs" : "secrets-");
    }

    @Test
    void filesThatAKilledRunnerLeftAreSweptByTheNext() throws Exception {
        RunnerProcess killed = run(
                "TOKEN=" + TOKEN,
                "echo $CRONIUM_SECRETS_DIR; sleep 60",
                "--secrets-as",
                "files",
                "--execution-id",
                "exec-1");
        killed.awaitOutput("\n");
        Path session = base.resolve("state/executions/exec-1/session");
        Await.until("the note of the session", () -> Files.exists(session), exists -> exists);
        killed.process().destroyForcibly().waitFor();
        Path where = Path.of(killed.output().strip());
        assertThat(where.resolve("TOKEN")).hasContent(TOKEN);

        Path other = RunnerProcess.pack(base, Files.createDirectory(base.resolve("none")), "bash", "");
        RunnerProcess.start(base, other, "--allow-unsigned").exitCode();

        assertThat(where).doesNotExist();
    }

    @Test
    void aRunThatFailsAfterTheyWereWrittenLeavesNone() throws Exception {
        List<Path> before = inSharedMemory();
        Path payload = RunnerProcess.payload(base, "bash", "true", "");
        RunnerProcess runner =
                start(payload, "TOKEN=" + TOKEN, "--secrets-as", "files", "--interpreter", "/no/such/program");
        assertThat(runner.exitCode()).isEqualTo(127);
        assertThat(inSharedMemory()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void secretsThatCannotBeTakenAreSaidAndNothingRuns() throws Exception {
        RunnerProcess runner = run("TOKEN=" + TOKEN + "\n" + TOKEN, "touch " + base.resolve("ran"));
        assertThat(runner.exitCode()).isEqualTo(125);
        assertThat(runner.errors())
                .isEqualTo("cronium-runner: not started: secrets from " + base.resolve("secrets")
                        + ": line 2: expected NAME=VALUE, found no '='\n");
        JsonNode outcome = result(runner).get("outcome");
        assertThat(outcome.get("reason").asString()).isEqualTo("runner-fault");
        assertThat(runner.resultText()).doesNotContain(TOKEN);
        assertThat(base.resolve("ran")).doesNotExist();
    }

    @Test
    void whatTheRunnerSaysIsMaskedToo() throws Exception {
        RunnerProcess runner = run("NAME=no-such-interpreter", "true", "--interpreter", "/none/no-such-interpreter");
        assertThat(runner.exitCode()).isEqualTo(127);
        assertThat(runner.errors()).contains("/none/***").doesNotContain("no-such-interpreter");
        assertThat(result(runner).at("/outcome/message").asString())
                .contains("/none/***")
                .doesNotContain("no-such-interpreter");
    }

    /** A core dump of the runner, or a look into its memory, would have them all. */
    @Test
    void othersOfTheSameUserDoNotLookIntoTheRunner() throws Exception {
        RunnerProcess runner = run("TOKEN=" + TOKEN, "stat -c %u /proc/$PPID/environ; exec true");
        assertThat(runner.exitCode()).as(runner.errors()).isZero();
        // proc(5): files of a process that is not dumpable belong to root.
        assertThat(runner.output()).isEqualTo("0\n");
    }

    private RunnerProcess run(String secrets, String script, String... options) throws Exception {
        return start(RunnerProcess.payload(base, "bash", script, ""), secrets, options);
    }

    private RunnerProcess start(Path payload, String secrets, String... options) throws IOException {
        Path file = Files.writeString(base.resolve("secrets"), secrets);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        List<String> all = new ArrayList<>(List.of("--allow-unsigned", "--secrets-from", file.toString()));
        all.addAll(List.of(options));
        return RunnerProcess.start(base, payload, all.toArray(String[]::new));
    }

    private static JsonNode result(RunnerProcess runner) throws IOException {
        ResultSchema.assertValid(runner.resultText());
        return runner.result();
    }

    private static List<Path> inSharedMemory() throws IOException {
        Path sharedMemory = Path.of("/dev/shm");
        if (!Files.isDirectory(sharedMemory)) {
            return List.of();
        }
        try (var files = Files.list(sharedMemory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("cronium-secrets-"))
                    .toList();
        }
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
