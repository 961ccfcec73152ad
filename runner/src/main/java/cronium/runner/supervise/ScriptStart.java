package cronium.runner.supervise;

import cronium.payload.manifest.Limits;
import cronium.runner.linux.Descriptor;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.SpawnRequest;
import cronium.runner.output.OutputPump;
import cronium.runner.output.Presentation;
import cronium.runner.plan.LaunchPlan;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The descriptors of a script, and the word from the thread that starts it to the one that waits for that. */
final class ScriptStart implements AutoCloseable {
    private final Descriptor nothing;
    private final OutputPump pump;
    private final CompletableFuture<Integer> pid = new CompletableFuture<>();
    private boolean pumpMayClose = true;

    private ScriptStart(Descriptor nothing, OutputPump pump) {
        this.nothing = nothing;
        this.pump = pump;
    }

    static ScriptStart prepare(Presentation presentation, Limits limits, OutputPump.Troubles troubles, int readSize)
            throws LinuxException {
        return new ScriptStart(
                Descriptor.openNull(), new OutputPump(presentation, limits.output(), troubles, readSize));
    }

    OutputPump pump() {
        return pump;
    }

    SpawnRequest request(LaunchPlan plan) {
        return new SpawnRequest(
                plan.executable(),
                plan.arguments(),
                plan.environmentEntries(),
                plan.workingDirectory(),
                nothing,
                pump.scriptOutput(),
                pump.scriptError(),
                List.of());
    }

    void started(int processId) {
        pid.complete(processId);
    }

    void failed(Throwable cause) {
        pid.completeExceptionally(cause);
    }

    /** Whether {@link #await} returns at once. */
    boolean isDecided() {
        return pid.isDone();
    }

    /** Returns when the process was started or was not. */
    void awaitDecision() throws InterruptedException {
        try {
            pid.get();
        } catch (ExecutionException e) {
            // Whoever needs to know asks again.
        }
    }

    /** The process id of the script; from now on the pump belongs to the thread that runs it. */
    int await() throws IOException, InterruptedException {
        try {
            int started = pid.get();
            pumpMayClose = false;
            return started;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("starting the script failed in the runner", e.getCause());
        }
    }

    /** The pump's thread has ended. */
    void closeWhenDone() {
        pumpMayClose = true;
    }

    @Override
    public void close() {
        nothing.close();
        if (pumpMayClose) {
            pump.close();
        }
    }
}
