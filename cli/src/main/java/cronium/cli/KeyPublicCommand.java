package cronium.cli;

import cronium.payload.PayloadException;
import cronium.payload.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cronium key public}. */
@Command(
        name = "public",
        description = "Print the public key of a private one, as PEM.",
        mixinStandardHelpOptions = true)
final class KeyPublicCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "The private key.")
    private Path file = Path.of("");

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    KeyPublicCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, PayloadException {
        surroundings
                .out()
                .print(SigningKey.read(file, passphrase.source(surroundings)).publicKeyPem());
        return 0;
    }
}
