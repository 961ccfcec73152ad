package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.remote.Item;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cronium host key}. */
@Command(
        name = "key",
        description = "Print the line for ~/.ssh/authorized_keys on hosts: the key that the server logs in with.",
        mixinStandardHelpOptions = true)
final class HostKeyCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    HostKeyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Item answer = remote.server(surroundings).get(ApiPath.of("ssh-key")).item();
        surroundings.out().println(answer.text("publicKey").orElse(""));
        return 0;
    }
}
