package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.remote.Item;
import cronium.cli.show.Times;
import cronium.payload.manifest.JsonValue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cronium execution show}. */
@Command(
        name = "show",
        description = "Show an execution; the runner's whole result with --output json or yaml.",
        mixinStandardHelpOptions = true)
final class ExecutionShowCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "The execution.")
    private String id = "";

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    ExecutionShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Times times = OutputOption.times(surroundings);
        output.printer(surroundings)
                .thing(
                        remote.server(surroundings).get(ApiPath.of("executions", id)),
                        execution -> forPeople(execution, times));
        return 0;
    }

    private static Item forPeople(Item execution, Times times) {
        Item shown = Item.EMPTY;
        for (Map.Entry<String, JsonValue> field : execution.json().values().entrySet()) {
            String key = field.getKey();
            if (key.equals("ending")) {
                Map<String, JsonValue> ending =
                        new LinkedHashMap<>(execution.item(key).json().values());
                ending.remove("result");
                shown = shown.with(key, new JsonValue.Fields(ending));
            } else if (key.endsWith("At") || key.equals("notBefore")) {
                shown = shown.withText(key, times.local(execution.text(key).orElse("")));
            } else {
                shown = shown.with(key, field.getValue());
            }
        }
        return shown;
    }
}
