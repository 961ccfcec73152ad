package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.remote.Item;
import cronium.cli.remote.Server;
import cronium.payload.manifest.JsonValue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cronium event run}. */
@Command(
        name = "run",
        description = {
            "Run an event once, on one target or on many hosts, and print the id of the execution or the rollout.",
            "With --wait print what the script prints, and how it ended on standard error; then repeat that for each retry."
                    + " Ctrl-C ends only the waiting: cronium execution cancel stops the script.",
            "On many hosts --wait shows how it goes: on a terminal a table, else a line for each host where it ended; and a summary by outcome."
                    + " What a script printed there is shown by cronium execution output."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it is queued, or with --wait: the script ended with 0",
            "0-255:with --wait the script's, or what cronium run has for the outcome",
            "0, 1:with --wait on many hosts: the script ended with 0 on all of them, or it did not",
            "125:it could not be started, or nobody knows how it ended"
        },
        exitCodeOnInvalidInput = RunCommand.NOT_RUN,
        exitCodeOnExecutionException = RunCommand.NOT_RUN)
final class EventRunCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "The event.")
    private String name = "";

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description =
                    "A variable for this run; may be repeated. It is kept with the execution, so no place for secrets.")
    private Map<String, String> environment = new LinkedHashMap<>();

    @Option(names = "--target", paramLabel = "TARGET", description = "Which of the event's targets, if it has several.")
    private Optional<String> target = Optional.empty();

    @Mixin
    private FanOutOptions fanOut = new FanOutOptions();

    @Option(names = "--version", paramLabel = "N", description = "An earlier version (default: the newest).")
    private Optional<Long> version = Optional.empty();

    @Option(
            names = {"--wait", "--follow"},
            description = "Print the script's output until it is over, and end with its exit code.")
    private boolean wait;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "However often this is said with the same key, it runs once (for 24 hours).")
    private Optional<String> key = Optional.empty();

    /** Not with the standard one, whose {@code --version} is another. */
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    boolean help;

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    EventRunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (target.isPresent() && (!fanOut.isOne() || fanOut.one().isPresent())) {
            throw new CommandException("expected --target, or --host and --group, found both");
        }
        return fanOut.isOne() ? once() : rollout();
    }

    private int rollout() throws IOException {
        Server server = remote.server(surroundings);
        Item rollout = server.send(
                        "POST",
                        ApiPath.of("rollouts"),
                        idempotencyKey(),
                        Optional.of(with(fanOut.document(name)).json()))
                .item();
        String id =
                rollout.text("id").orElseThrow(() -> new CommandException("expected a rollout with an id, found none"));
        if (wait) {
            return new FollowedRollout(surroundings, server).toItsEnd(id);
        }
        surroundings.out().println(id);
        return 0;
    }

    private Map<String, String> idempotencyKey() {
        return Map.of("Idempotency-Key", key.orElseGet(() -> UUID.randomUUID().toString()));
    }

    private int once() throws IOException {
        Optional<String> one = target.isPresent() ? target : fanOut.one();
        Item document = Item.EMPTY;
        if (one.isPresent()) {
            document = document.withText("target", one.get());
        }
        Server server = remote.server(surroundings);
        Item execution = server.send(
                        "POST",
                        ApiPath.of("events", name, "executions"),
                        idempotencyKey(),
                        Optional.of(with(document).json()))
                .item();
        String id = execution
                .text("id")
                .orElseThrow(() -> new CommandException("expected an execution with an id, found none"));
        if (wait) {
            return new FollowedExecution(surroundings, server).toItsEnd(id, 0);
        }
        surroundings.out().println(id);
        return 0;
    }

    /** A document with what is the same for one target and for many. */
    private Item with(Item document) {
        Map<String, JsonValue> variables = new LinkedHashMap<>();
        environment.forEach((variable, value) -> variables.put(variable, new JsonValue.Text(value)));
        Item whole = variables.isEmpty() ? document : document.with("environment", new JsonValue.Fields(variables));
        return version.isPresent() ? whole.withNumber("version", version.get()) : whole;
    }
}
