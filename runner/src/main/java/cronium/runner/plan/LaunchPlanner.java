package cronium.runner.plan;

import cronium.payload.manifest.ExecBounds;
import cronium.payload.manifest.Interpreter;
import cronium.payload.manifest.Manifest;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes launch plans.
 *
 * @param callerEnvironment of the runner; only a few names of it are used
 * @param givenEnvironment from the command line
 * @param interpreter to be used instead of looking for one
 */
public record LaunchPlanner(
        Map<String, String> callerEnvironment, Map<String, String> givenEnvironment, Optional<Path> interpreter) {
    public LaunchPlanner {
        callerEnvironment = Map.copyOf(callerEnvironment);
        givenEnvironment = Map.copyOf(givenEnvironment);
    }

    /**
     * Decides what to launch.
     *
     * @param payload where the payload was unpacked
     * @param temporary the script's TMPDIR
     * @throws PlanException when the manifest names an entrypoint that the payload does not have
     */
    public LaunchPlan plan(Manifest manifest, String executionId, Path payload, Path temporary)
            throws PlanException, InterpreterMissingException {
        Path script = payload.resolve(manifest.entrypoint());
        if (!Files.isRegularFile(script)) {
            throw new PlanException(
                    "plan.entrypoint-missing",
                    "entrypoint " + manifest.entrypoint() + ": expected a file of the payload, found "
                            + (Files.exists(script, LinkOption.NOFOLLOW_LINKS) ? "something else" : "nothing"));
        }
        Path executable = interpreter.isPresent()
                ? interpreter.get()
                : new Interpreters(Optional.ofNullable(callerEnvironment.get("PATH"))).find(manifest.interpreter());
        Map<String, String> environment = ScriptEnvironment.of(
                manifest,
                callerEnvironment,
                givenEnvironment,
                new ScriptEnvironment.Place(executionId, payload, temporary));
        Optional<String> tooMuch = ExecBounds.environmentFault(environment);
        if (tooMuch.isPresent()) {
            throw new PlanException("plan.environment-too-large", "environment: " + tooMuch.get());
        }
        return new LaunchPlan(executable.toString(), argv(manifest, executable), environment, payload.toString());
    }

    private static List<String> argv(Manifest manifest, Path executable) {
        List<String> argv = new ArrayList<>();
        argv.add(executable.getFileName().toString());
        if (manifest.interpreter() == Interpreter.PYTHON) {
            // Into a pipe Python holds back what is printed until 8 KiB have come together; -u lets it out at once.
            argv.add("-u");
        }
        // "./" keeps an entrypoint that begins with "-" from being taken for an option.
        argv.add(manifest.entrypoint().startsWith("-") ? "./" + manifest.entrypoint() : manifest.entrypoint());
        argv.addAll(manifest.arguments());
        return argv;
    }

    /** Without the environment, which may hold secrets. */
    @Override
    public String toString() {
        return "LaunchPlanner[" + interpreter + "]";
    }
}
