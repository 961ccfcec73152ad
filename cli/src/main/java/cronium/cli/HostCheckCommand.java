package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.remote.Item;
import cronium.payload.manifest.JsonValue;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cronium host check}. */
@Command(
        name = "check",
        description = {
            "Connect to a host, put the runner there if it is not, and ask it something.",
            "Says what is in the way, if something is; options do what only an operator may decide."
        },
        mixinStandardHelpOptions = true)
final class HostCheckCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "The host.")
    private String name = "";

    @Option(
            names = "--accept-new-key",
            description = {
                "Take the key that the host shows, for good, if none is known; compare it with ssh-keygen -l on the host after.",
                "Another than the known one is never taken."
            })
    private boolean acceptNewKey;

    @Option(
            names = "--install-trust",
            description =
                    "Have the runner of that user there trust what this server signs: puts the public key into ~/.config/cronium/trust.")
    private boolean installTrust;

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    HostCheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Item order = Item.EMPTY
                .with("acceptNewKey", new JsonValue.Bool(acceptNewKey))
                .with("installTrust", new JsonValue.Bool(installTrust));
        output.printer(surroundings)
                .thing(
                        remote.server(surroundings).post(ApiPath.of("hosts", name, "check"), order.json()),
                        OutputOption.times(surroundings)::inZone);
        return 0;
    }
}
