package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.remote.Item;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cronium token create}. */
@Command(
        name = "create",
        description = "Make a token and print it, this once: the server keeps only its digest.",
        mixinStandardHelpOptions = true)
final class TokenCreateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "What it is called in the audit log.")
    private String name = "";

    @Option(
            names = "--scope",
            required = true,
            paramLabel = "SCOPE",
            description = "viewer looks, operator also saves events and runs them, admin does all.")
    private String scope = "";

    @Option(
            names = "--expires",
            paramLabel = "DURATION",
            description = "How long it is good for, such as 30d (default: for ever).")
    private Optional<String> expires = Optional.empty();

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    TokenCreateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Item document = Item.ofTexts("name", name, "scope", scope);
        if (expires.isPresent()) {
            document = document.withText("expiresIn", expires.get());
        }
        Item token = remote.server(surroundings)
                .post(ApiPath.of("tokens"), document.json())
                .item();
        surroundings
                .out()
                .println(token.text("token")
                        .orElseThrow(
                                () -> new CommandException("expected a token, found none in the server's answer")));
        return 0;
    }
}
