package cronium.cli;

import cronium.cli.remote.Answer;
import cronium.cli.remote.ApiPath;
import cronium.cli.remote.Item;
import cronium.cli.show.Times;
import cronium.payload.manifest.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cronium event show}. */
@Command(
        name = "show",
        description =
                "Show an event, or an earlier version of it; the contents of its files with --output json or yaml.")
final class EventShowCommand implements Callable<Integer> {
    private static final List<String> TIMES = List.of("createdAt", "updatedAt", "savedAt");

    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "The event.")
    private String name = "";

    @Option(names = "--version", paramLabel = "N", description = "An earlier version (default: the newest).")
    private Optional<Long> version = Optional.empty();

    /** Not with the standard one, whose {@code --version} is another. */
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    boolean help;

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    EventShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        ApiPath path = version.isPresent()
                ? ApiPath.of("events", name, "versions", Long.toString(version.get()))
                : ApiPath.of("events", name);
        Answer answer = remote.server(surroundings).get(path);
        Times times = OutputOption.times(surroundings);
        output.printer(surroundings).thing(answer, item -> forPeople(item, times));
        return 0;
    }

    /** The document's keys as they stand in {@code event.yaml}, files by path and size, times of this zone. */
    private static Item forPeople(Item event, Times times) {
        Item shown = Item.EMPTY;
        for (Map.Entry<String, JsonValue> field : event.json().values().entrySet()) {
            if (TIMES.contains(field.getKey())) {
                shown = shown.withText(
                        field.getKey(), times.local(event.text(field.getKey()).orElse("")));
            } else if (!field.getKey().equals("spec")) {
                shown = shown.with(field.getKey(), field.getValue());
            }
        }
        Item spec = event.item("spec");
        for (Map.Entry<String, JsonValue> field : spec.json().values().entrySet()) {
            if (!field.getKey().equals("files")) {
                shown = shown.with(field.getKey(), field.getValue());
            }
        }
        List<JsonValue> files = new ArrayList<>();
        for (Item file : spec.items("files")) {
            files.add(new JsonValue.Text(file.text("path").orElse("") + ", " + size(file) + " bytes"
                    + (file.isTrue("executable") ? ", executable" : "")));
        }
        return shown.with("files", new JsonValue.Items(files));
    }

    private static int size(Item file) {
        return file.text("text")
                .map(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .orElseGet(() -> Base64.getDecoder().decode(file.text("content").orElse("")).length);
    }
}
