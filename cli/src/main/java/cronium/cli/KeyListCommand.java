package cronium.cli;

import cronium.payload.PayloadException;
import cronium.payload.signing.TrustStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cronium key list}. */
@Command(
        name = "list",
        description = "List the keys whose payloads may run; says why if the directory cannot be relied on.",
        mixinStandardHelpOptions = true)
final class KeyListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = "--trust",
            paramLabel = "DIR",
            description = "The trust directory (default: ~/.config/cronium/trust).")
    private Optional<Path> trust = Optional.empty();

    KeyListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, PayloadException {
        Path directory = trust.orElseGet(() -> surroundings.configuration().resolve("trust"));
        TrustStore.read(directory).identities().forEach(surroundings.out()::println);
        return 0;
    }
}
