package cronium.e2e;

import cronium.testkit.Leaks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place of its own for one test: home, state and trust directories with one trusted key, and a directory for what scripts
 * note. Everything that runs here carries this place's path in its environment, so that what is left can be found.
 */
final class Host {
    private final Path directory;
    private final SigningPair operator;
    private final List<Process> started = new ArrayList<>();
    private int numbered;

    private Host(Path directory, SigningPair operator) {
        this.directory = directory;
        this.operator = operator;
    }

    static Host create() throws IOException {
        Path directory = Files.createTempDirectory("cronium-e2e-").toRealPath();
        // Tests with another user's processes let those pass through.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String name : List.of("home", "trust", "notes")) {
            Files.createDirectory(directory.resolve(name));
        }
        SigningPair operator = SigningPair.generate();
        operator.writePublicKey(directory.resolve("trust/operator.pub"));
        return new Host(directory, operator);
    }

    Path directory() {
        return directory;
    }

    Path home() {
        return directory.resolve("home");
    }

    Path state() {
        return directory.resolve("state");
    }

    Path executions() {
        return state().resolve("executions");
    }

    Path trust() {
        return directory.resolve("trust");
    }

    /** Where scripts write what they saw; {@code $NOTES} of those that {@link #run} starts. */
    Path notes() {
        return directory.resolve("notes");
    }

    String note(String name) throws IOException {
        Path note = notes().resolve(name);
        return Files.exists(note) ? Files.readString(note, StandardCharsets.UTF_8) : "";
    }

    /** The key that this host trusts. */
    SigningPair operator() {
        return operator;
    }

    /** A path below this place that nothing has yet. */
    Path fresh(String name) {
        numbered++;
        return directory.resolve(numbered + "-" + name);
    }

    Path freshDirectory(String name) throws IOException {
        return Files.createDirectory(fresh(name));
    }

    PayloadFolder bash(String script) throws IOException {
        return PayloadFolder.of(this, "bash", "script.sh", script);
    }

    PayloadFolder python(String script) throws IOException {
        return PayloadFolder.of(this, "python", "script.py", script);
    }

    /** {@code cronium-runner run} with this place's directories, a result file, and {@code $NOTES} for the script. */
    Launch run(Path payload, String... options) {
        return runBy(Image.runner(), payload, options);
    }

    /** As {@link #run}, by a runner that may stand elsewhere. */
    Launch runBy(Path runner, Path payload, String... options) {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("run", payload.toString(), "--state", state().toString()));
        command.addAll(List.of("--trust", trust().toString(), "--env", "NOTES=" + notes()));
        command.addAll(List.of(options));
        return program(runner, command).withResult();
    }

    /** A program with a small environment: PATH and this place's HOME. */
    Launch program(Path program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(arguments);
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"));
        environment.put("HOME", home().toString());
        return new Launch(this, command, environment, Optional.empty());
    }

    void started(Process process) {
        started.add(process);
    }

    /** Ends what a failed test has left running; a test that succeeded has left nothing. */
    void endProcesses() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            if (!process.waitFor(5, java.util.concurrent.TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /** Asserts that no process runs here, and that the state directory holds nothing of any execution. */
    void assertNothingLeft() {
        Leaks.assertNoProcess(directory.toString());
        Leaks.assertNothingIn(executions());
        Leaks.assertNothingIn(state().resolve("spool"));
    }
}
