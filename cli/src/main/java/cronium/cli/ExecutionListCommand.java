package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.remote.Item;
import cronium.cli.show.Column;
import cronium.cli.show.Times;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cronium execution list}. */
@Command(name = "list", description = "List executions, newest first.", mixinStandardHelpOptions = true)
final class ExecutionListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--event", paramLabel = "NAME", description = "Only those of the event.")
    private Optional<String> event = Optional.empty();

    @Option(names = "--host", paramLabel = "TARGET", description = "Only those on the host.")
    private Optional<String> host = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only those that are queued, claimed, running or ended.")
    private Optional<String> state = Optional.empty();

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            description = "Only those that ended so: exited, timed-out, lost and so on.")
    private Optional<String> outcome = Optional.empty();

    @Option(names = "--rollout", paramLabel = "ID", description = "Only those of the rollout.")
    private Optional<String> rollout = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = PastTime.Converter.class,
            description = "Only those queued then or later: 90m, 7d, 2026-01-31 or 2026-01-31T18:00:00Z.")
    private Optional<PastTime> since = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = PastTime.Converter.class,
            description = "Only those queued before then.")
    private Optional<PastTime> until = Optional.empty();

    @Mixin
    private ListOptions list = new ListOptions();

    ExecutionListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        ApiPath path = ApiPath.of("executions")
                .with("event", event)
                .with("host", host)
                .with("state", state)
                .with("outcome", outcome)
                .with("rollout", rollout);
        if (since.isPresent()) {
            path = path.with("from", since.get().utc(surroundings));
        }
        if (until.isPresent()) {
            path = path.with("until", until.get().utc(surroundings));
        }
        Times times = OutputOption.times(surroundings);
        list.print(
                surroundings,
                path,
                List.of(
                        Column.text("ID", "id"),
                        Column.text("EVENT", "event"),
                        Column.number("VERSION", "version"),
                        Column.text("HOST", "host"),
                        new Column("STATE", ExecutionListCommand::state),
                        times.column("QUEUED", "queuedAt"),
                        times.column("ENDED", "endedAt"),
                        Column.text("BY", "triggeredBy")));
        return 0;
    }

    /** How it ended, where it has. */
    private static String state(Item execution) {
        Item ending = execution.item("ending");
        Optional<String> outcome = ending.text("outcome");
        if (outcome.isEmpty()) {
            return execution.text("state").orElse("");
        }
        long code = ending.number("exitCode").orElse(-1);
        return outcome.get().equals("exited") && code >= 0 ? "exited " + code : outcome.get();
    }
}
