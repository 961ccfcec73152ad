package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.remote.Item;
import cronium.cli.remote.Json;
import cronium.cli.show.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cronium audit}. */
@Command(
        name = "audit",
        description = "Say who changed what on a server, newest first.",
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--actor", paramLabel = "NAME", description = "Only what this token did.")
    private Optional<String> actor = Optional.empty();

    @Option(names = "--action", paramLabel = "ACTION", description = "Only this, such as event.saved.")
    private Optional<String> action = Optional.empty();

    @Option(names = "--subject", paramLabel = "NAME", description = "Only what was done to this.")
    private Optional<String> subject = Optional.empty();

    @Mixin
    private ListOptions list = new ListOptions();

    AuditCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        ApiPath path =
                ApiPath.of("audit").with("actor", actor).with("action", action).with("subject", subject);
        list.print(
                surroundings,
                path,
                List.of(
                        OutputOption.times(surroundings).column("AT", "at"),
                        Column.text("ACTOR", "actor"),
                        Column.text("ACTION", "action"),
                        Column.text("SUBJECT", "subject"),
                        new Column("DETAIL", AuditCommand::detail)));
        return 0;
    }

    private static String detail(Item entry) {
        Item detail = entry.item("detail");
        return detail.keys().isEmpty() ? "" : new String(Json.write(detail.json()), StandardCharsets.UTF_8);
    }
}
