package cronium.runner.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.payload.manifest.Interpreter;
import cronium.payload.manifest.Manifest;
import cronium.payload.manifest.ManifestParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
    private static final String METADATA = """
            metadata:
              jobId: job-1
              eventId: event-2
              eventVersion: 3
              createdAt: 2025-08-05T07:00:00Z
            """;

    @TempDir
    private Path base;

    private Path payload;

    @BeforeEach
    void unpack() throws IOException {
        payload = Files.createDirectory(base.resolve("payload"));
        Files.createFile(payload.resolve("script.sh"));
    }

    @Test
    void theScriptSeesTheAllowListAndNothingElseOfTheCaller() throws Exception {
        Map<String, String> caller = new LinkedHashMap<>(Map.of(
                "PATH", "/usr/bin:/bin",
                "HOME", "/home/ada",
                "LANG", "de_DE.UTF-8",
                "LC_TIME", "en_DK.UTF-8",
                "LC_ALL", "C.UTF-8",
                "CRONIUM_CALLER_LC_ALL", "nb_NO.UTF-8",
                "TZ", "Europe/Oslo",
                "USER", "ada"));
        caller.putAll(Map.of("AWS_SECRET", "s", "BASH_ENV", "/x", "LD_PRELOAD", "/x", "CRONIUM_X", "y", "LCX", "z"));
        assertThat(plan("bash", "", caller, Map.of()).environment())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("PATH", "/usr/bin:/bin"),
                        Map.entry("HOME", "/home/ada"),
                        Map.entry("LANG", "de_DE.UTF-8"),
                        Map.entry("LC_TIME", "en_DK.UTF-8"),
                        Map.entry("LC_ALL", "nb_NO.UTF-8"),
                        Map.entry("TZ", "Europe/Oslo"),
                        Map.entry("USER", "ada"),
                        Map.entry("TMPDIR", base + "/tmp"),
                        Map.entry("CRONIUM_JOB_ID", "job-1"),
                        Map.entry("CRONIUM_EVENT_ID", "event-2"),
                        Map.entry("CRONIUM_EVENT_VERSION", "3"),
                        Map.entry("CRONIUM_EXECUTION_ID", "exec-1"),
                        Map.entry("CRONIUM_WORK_DIR", payload.toString())));
    }

    @Test
    void theLocaleOfTheRunnerItselfIsNotTheScripts() throws Exception {
        assertThat(plan("bash", "", Map.of("LC_ALL", "C.UTF-8", "PATH", "/bin"), Map.of())
                        .environment())
                .doesNotContainKey("LC_ALL");
    }

    @Test
    void theCommandLineGoesOverTheManifestAndThatOverTheCaller() throws Exception {
        Map<String, String> environment = plan(
                        "bash",
                        "environment: {HOME: /manifest, A: manifest, B: manifest}\n",
                        Map.of("HOME", "/caller", "PATH", "/bin"),
                        Map.of("B", "given"))
                .environment();
        assertThat(environment).containsEntry("HOME", "/manifest");
        assertThat(environment).containsEntry("A", "manifest").containsEntry("B", "given");
    }

    @Test
    void argumentsFollowTheEntrypoint() throws Exception {
        LaunchPlan plan = plan("bash", "arguments: [one, '--two', '']\n", Map.of("PATH", "/bin"), Map.of());
        assertThat(plan.executable()).isEqualTo("/bin/bash");
        assertThat(plan.arguments()).containsExactly("bash", "script.sh", "one", "--two", "");
        assertThat(plan.workingDirectory()).isEqualTo(payload.toString());
        assertThat(plan.environmentEntries()).contains("CRONIUM_JOB_ID=job-1");
    }

    @Test
    void anEntrypointThatLooksLikeAnOptionIsNone() throws Exception {
        Files.createFile(payload.resolve("-c"));
        Manifest manifest = manifest("bash", "-c", "");
        assertThat(planner(Map.of("PATH", "/bin"))
                        .plan(manifest, "exec-1", payload, base)
                        .arguments())
                .containsExactly("bash", "./-c");
    }

    @Test
    void aMissingEntrypointIsSaidSo() throws Exception {
        Files.createDirectory(payload.resolve("folder"));
        Files.createSymbolicLink(payload.resolve("dangling"), Path.of("nowhere"));
        for (String entrypoint : new String[] {"missing.sh", "folder", "dangling"}) {
            Manifest manifest = manifest("bash", entrypoint, "");
            assertThatThrownBy(() -> planner(Map.of("PATH", "/bin")).plan(manifest, "exec-1", payload, base))
                    .isInstanceOfSatisfying(
                            PlanException.class, e -> assertThat(e.code()).isEqualTo("plan.entrypoint-missing"))
                    .hasMessageContainingAll(entrypoint, "expected a file", "found");
        }
    }

    @Test
    void anEnvironmentThatIsTooLargeTogetherIsRefused() {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < 10; i++) {
            given.put("V" + i, "x".repeat(120_000));
        }
        assertThatThrownBy(() -> plan("bash", "", Map.of("PATH", "/bin"), given))
                .isInstanceOfSatisfying(
                        PlanException.class, e -> assertThat(e.code()).isEqualTo("plan.environment-too-large"))
                .hasMessageContaining("expected at most");
    }

    @Test
    void theFirstExecutableOnThePathIsTheInterpreter() throws Exception {
        Path first = Files.createDirectory(base.resolve("first"));
        Path second = Files.createDirectory(base.resolve("second"));
        Files.createFile(first.resolve("node"));
        Files.createDirectory(first.resolve("bash"));
        executable(second.resolve("node"));
        executable(second.resolve("bash"));
        Interpreters interpreters = new Interpreters(Optional.of("relative::" + first + ":" + second));
        assertThat(interpreters.find(Interpreter.NODE)).isEqualTo(second.resolve("node"));
        assertThat(interpreters.find(Interpreter.BASH)).isEqualTo(second.resolve("bash"));
        assertThatThrownBy(() -> interpreters.find(Interpreter.PYTHON))
                .isInstanceOf(InterpreterMissingException.class)
                .hasMessageContainingAll("python3", first + ":" + second, "--interpreter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"python3.11", "python2.7"})
    void pythonIsOnlyPython3(String target) throws Exception {
        Path bin = Files.createDirectory(base.resolve("bin"));
        executable(bin.resolve(target));
        Files.createSymbolicLink(bin.resolve("python"), Path.of(target));
        Interpreters interpreters = new Interpreters(Optional.of(bin.toString()));
        if (target.startsWith("python3")) {
            assertThat(interpreters.find(Interpreter.PYTHON)).isEqualTo(bin.resolve("python"));
        } else {
            assertThatThrownBy(() -> interpreters.find(Interpreter.PYTHON))
                    .isInstanceOf(InterpreterMissingException.class);
        }
    }

    @Test
    void withoutAPathTheUsualPlacesAreSearched() throws Exception {
        assertThat(new Interpreters(Optional.empty()).find(Interpreter.BASH)).isExecutable();
        assertThat(new Interpreters(Optional.of("")).find(Interpreter.BASH)).isExecutable();
    }

    @Test
    void anInterpreterThatWasNamedIsTakenAsItIs() throws Exception {
        LaunchPlan plan = new LaunchPlanner(Map.of(), Map.of(), Optional.of(Path.of("/opt/py/bin/python3.14")))
                .plan(manifest("python", "script.sh", ""), "exec-1", payload, base);
        assertThat(plan.executable()).isEqualTo("/opt/py/bin/python3.14");
        assertThat(plan.arguments()).containsExactly("python3.14", "-u", "script.sh");
    }

    private LaunchPlan plan(String interpreter, String more, Map<String, String> caller, Map<String, String> given)
            throws Exception {
        return new LaunchPlanner(caller, given, Optional.empty())
                .plan(manifest(interpreter, "script.sh", more), "exec-1", payload, base.resolve("tmp"));
    }

    private static LaunchPlanner planner(Map<String, String> caller) {
        return new LaunchPlanner(caller, Map.of(), Optional.empty());
    }

    private static Manifest manifest(String interpreter, String entrypoint, String more) throws Exception {
        String text =
                "version: v1\ninterpreter: " + interpreter + "\nentrypoint: '" + entrypoint + "'\n" + METADATA + more;
        return ManifestParser.parse(text.getBytes(StandardCharsets.UTF_8), "manifest.yaml");
    }

    private static void executable(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
}
