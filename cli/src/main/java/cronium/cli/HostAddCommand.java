package cronium.cli;

import cronium.cli.remote.Answer;
import cronium.cli.remote.ApiPath;
import cronium.cli.remote.Item;
import cronium.payload.manifest.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cronium host add}. */
@Command(name = "add", description = "Add a host, or change the one of that name.", mixinStandardHelpOptions = true)
final class HostAddCommand implements Callable<Integer> {
    private static final int CREATED = 201;

    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "What it is called as a target.")
    private String name = "";

    @Option(
            names = "--address",
            paramLabel = "[USER@]HOST[:PORT]",
            required = true,
            description =
                    "Where it is, such as deploy@web-1.example:22 or [2001:db8::1]; without user or port the configuration of SSH says them.")
    private String address = "";

    @Option(names = "--group", paramLabel = "GROUP", description = "A group that it is in; may be repeated.")
    private List<String> groups = new ArrayList<>();

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "Something to know about it; may be repeated.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--key-secret",
            paramLabel = "NAME",
            description = "The secret with the private key to log in with, in place of any other.")
    private Optional<String> keySecret = Optional.empty();

    @Option(
            names = "--passphrase-secret",
            paramLabel = "NAME",
            description = "The secret with the passphrase of the key.")
    private Optional<String> passphraseSecret = Optional.empty();

    @Option(
            names = "--platform",
            paramLabel = "PLATFORM",
            description = "linux/amd64 or linux/arm64 (default: found out).")
    private Optional<String> platform = Optional.empty();

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    HostAddCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Map<String, JsonValue> texts = new LinkedHashMap<>();
        labels.forEach((key, value) -> texts.put(key, new JsonValue.Text(value)));
        Item document = Item.ofTexts("address", address);
        if (!groups.isEmpty()) {
            document = document.withTexts("groups", groups);
        }
        if (!texts.isEmpty()) {
            document = document.with("labels", new JsonValue.Fields(texts));
        }
        if (keySecret.isPresent()) {
            document = document.withText("keySecret", keySecret.get());
        }
        if (passphraseSecret.isPresent()) {
            document = document.withText("passphraseSecret", passphraseSecret.get());
        }
        if (platform.isPresent()) {
            document = document.withText("platform", platform.get());
        }
        Answer answer = remote.server(surroundings)
                .send("PUT", ApiPath.of("hosts", name), Map.of(), Optional.of(document.json()));
        surroundings.out().println((answer.status() == CREATED ? "added " : "changed ") + name);
        return 0;
    }
}
