package cronium.cli;

import cronium.payload.PayloadException;
import cronium.payload.archive.ArchiveLimits;
import cronium.payload.signing.PayloadFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cronium payload sign}. */
@Command(
        name = "sign",
        description = "Sign a payload that is there, and write its SHA-256 beside it.",
        mixinStandardHelpOptions = true)
final class SignCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "PAYLOAD", description = "A tar.gz.")
    private Path payload = Path.of("");

    @Option(names = "--bundle", description = "Write a Sigstore bundle (PAYLOAD.sigstore.json) too.")
    private boolean bundle;

    @Mixin
    private SigningKeyOptions key = new SigningKeyOptions();

    SignCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, PayloadException {
        NewFile place = NewFile.beside(payload);
        try (PayloadFile file = PayloadFile.read(payload, ArchiveLimits.DEFAULT.packedBytes(), place.directory())) {
            Sidecars.write(file, payload, Optional.of(key.required(surroundings)), bundle);
            surroundings.out().println(file.sha256() + "  " + payload);
            return 0;
        }
    }
}
