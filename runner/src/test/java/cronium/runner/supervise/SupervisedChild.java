package cronium.runner.supervise;

import cronium.payload.manifest.Interpreter;
import cronium.runner.plan.InterpreterMissingException;
import cronium.runner.plan.Interpreters;
import cronium.runner.plan.LaunchPlan;
import cronium.testkit.Await;
import cronium.testkit.children.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A misbehaving child under a supervisor of its own, in this process. One at a time: a supervisor waits for every child. */
final class SupervisedChild {
    /** Debian's, and not what a version manager puts before them. */
    private static final String PATH = "/usr/local/bin:/usr/bin:/bin";

    private final Path directory;
    private final ShownOutput output;
    private final StopRequests stopRequests = new StopRequests();
    private final FutureTask<Ended> run;

    private SupervisedChild(Path directory, ShownOutput output, LaunchPlan plan, Bounds bounds) {
        this.directory = directory;
        this.output = output;
        Supervisor supervisor = new Supervisor(System::nanoTime, stopRequests, output, bounds, _ -> {});
        this.run = new FutureTask<>(() -> supervisor.run(plan));
        Thread.ofPlatform().daemon().name("supervised").start(run);
    }

    static SupervisedChild start(Path directory, Child child, Bounds bounds, String... arguments)
            throws IOException, InterpreterMissingException {
        return start(directory, child, new ShownOutput(), bounds, arguments);
    }

    static SupervisedChild start(Path directory, Child child, ShownOutput output, Bounds bounds, String... arguments)
            throws IOException, InterpreterMissingException {
        Interpreter interpreter = child.interpreter().equals("bash") ? Interpreter.BASH : Interpreter.PYTHON;
        String executable =
                new Interpreters(Optional.of(PATH)).find(interpreter).toString();
        List<String> argv = new ArrayList<>();
        argv.add(child.interpreter());
        argv.add(child.writeTo(directory).toString());
        argv.addAll(List.of(arguments));
        return new SupervisedChild(
                directory,
                output,
                new LaunchPlan(executable, argv, Map.of("PATH", PATH), directory.toString()),
                bounds);
    }

    static SupervisedChild bash(Path directory, ShownOutput output, Bounds bounds, String script) {
        return new SupervisedChild(
                directory,
                output,
                new LaunchPlan("/bin/bash", List.of("bash", "-c", script), Map.of("PATH", PATH), directory.toString()),
                bounds);
    }

    Path directory() {
        return directory;
    }

    StopRequests stopRequests() {
        return stopRequests;
    }

    SupervisedChild awaitReady() {
        return awaitOutput("ready\n");
    }

    SupervisedChild awaitOutput(String text) {
        Await.until("output with '" + text + "'", output::standardOutput, shown -> shown.contains(text));
        return this;
    }

    SupervisedChild stop(int signal) {
        stopRequests.request(signal);
        return this;
    }

    Ended end() throws InterruptedException, ExecutionException {
        try {
            return run.get(Await.PATIENCE.toSeconds() * 3, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("expected the supervision to end, found it under way", e);
        }
    }

    String standardOutput() {
        return output.standardOutput();
    }

    String standardError() {
        return output.standardError();
    }
}
