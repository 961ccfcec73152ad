package cronium.cli;

import cronium.cli.event.EventDraft;
import cronium.cli.event.EventReader;
import cronium.cli.remote.Answer;
import cronium.cli.remote.ApiPath;
import cronium.cli.remote.Item;
import cronium.cli.remote.Json;
import cronium.cli.remote.Problem;
import cronium.cli.remote.RefusedException;
import cronium.payload.PayloadException;
import cronium.payload.archive.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cronium event save}. */
@Command(
        name = "save",
        description = {
            "Save an event: a new version if anything in it has changed.",
            "A folder has event.yaml, or a payload's manifest.yaml, and the script's files; what .croniumignore names stays out.",
            "A YAML file has the script in it, under the key script."
        },
        mixinStandardHelpOptions = true)
final class EventSaveCommand implements Callable<Integer> {
    /** The server takes no longer request. */
    private static final int MAX_BYTES = 16 << 20;

    private final Surroundings surroundings;

    @Parameters(paramLabel = "FOLDER|FILE", description = "The event.")
    private Path source = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What it is called (default: what its file says, else the folder's or the file's name).")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--if-version",
            paramLabel = "N",
            description = "Only if this is the version that is there; 0 if there is to be none.")
    private Optional<Long> version = Optional.empty();

    @Option(names = "--dry-run", description = "Check what can be checked here; ask no server, save nothing.")
    private boolean dryRun;

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    EventSaveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, PayloadException {
        Selection selection = Files.isDirectory(source) ? IgnoreFile.selection(source) : Selection.EVERYTHING;
        EventDraft draft = EventReader.read(source, selection, name);
        int bytes = Json.write(draft.document().json()).length;
        if (bytes > MAX_BYTES) {
            throw new CommandException(source + ": expected at most " + MAX_BYTES + " bytes as JSON, found " + bytes
                    + "; .croniumignore leaves files out");
        }
        if (dryRun) {
            List<String> faults = draft.faults();
            if (!faults.isEmpty()) {
                throw new CommandException(String.join("\n", faults));
            }
            surroundings
                    .out()
                    .println(draft.name() + ", " + counted(draft.files()) + ", " + bytes + " bytes; nothing was saved");
            return 0;
        }
        surroundings.out().println(line(save(draft)));
        return 0;
    }

    private Item save(EventDraft draft) throws IOException {
        try {
            Answer answer = remote.server(surroundings)
                    .send(
                            "PUT",
                            ApiPath.of("events", draft.name()),
                            condition(),
                            Optional.of(draft.document().json()));
            return answer.item();
        } catch (RefusedException e) {
            Problem problem = e.problem();
            if (problem.errors().isEmpty()) {
                throw e;
            }
            throw new CommandException(String.join("\n", draft.lines(problem.errors())));
        }
    }

    private Map<String, String> condition() throws CommandException {
        if (version.isEmpty()) {
            return Map.of();
        }
        if (version.get() < 0) {
            throw new CommandException("--if-version: expected 0 or more, found " + version.get());
        }
        return version.get() == 0 ? Map.of("If-None-Match", "*") : Map.of("If-Match", "\"" + version.get() + "\"");
    }

    private static String counted(int files) {
        return files == 1 ? "1 file" : files + " files";
    }

    private static String line(Item saved) {
        String event = saved.text("name").orElse("");
        long version = saved.number("version").orElse(0);
        return saved.isTrue("changed")
                ? "saved " + event + ", version " + version
                : event + " is unchanged, version " + version;
    }
}
