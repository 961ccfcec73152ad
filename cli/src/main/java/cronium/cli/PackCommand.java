package cronium.cli;

import cronium.payload.PayloadException;
import cronium.payload.archive.PackSettings;
import cronium.payload.manifest.Manifest;
import cronium.payload.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cronium payload pack}. */
@Command(
        name = "pack",
        description = "Pack a folder as a payload, the same folder always to the same bytes, and sign it.",
        mixinStandardHelpOptions = true)
final class PackCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FOLDER", description = "Holds manifest.yaml and the script it names.")
    private Path folder = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the payload goes (default: NAME.tar.gz in this directory, of the folder's name).")
    private Optional<Path> output = Optional.empty();

    @ArgGroup
    private KeyChoice key = new KeyChoice();

    /** At most one of them. */
    static final class KeyChoice {
        @Option(
                names = "--key",
                paramLabel = "FILE",
                description = "Sign with this private key (PKCS#8 PEM, P-256); the signature goes to FILE.tar.gz.sig.")
        private Optional<Path> file = Optional.empty();

        @Option(
                names = "--development-key",
                description = "Sign with this user's own development key, which `cronium run` trusts; made if missing.")
        private boolean development;
    }

    PackCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, PayloadException {
        Path payload = output.orElseGet(() -> Path.of(SourceFolder.name(folder) + ".tar.gz"));
        Optional<SigningKey> signingKey = signingKey();
        Manifest manifest = SourceFolder.check(folder);
        SecretWatch secrets = new SecretWatch();
        secrets.environment(manifest.environment().keySet());
        Packing packing = pack(payload, signingKey, secrets);
        for (String warning : secrets.warnings()) {
            surroundings.err().println("cronium: warning: " + warning + "; secrets do not belong in a payload");
        }
        surroundings.out().println(packing.sha256() + "  " + payload);
        return 0;
    }

    private Packing pack(Path payload, Optional<SigningKey> signingKey, SecretWatch secrets)
            throws IOException, PayloadException {
        PackSettings settings = PackSettings.DEFAULT
                .withSelection(IgnoreFile.selection(folder))
                .withModifiedSeconds(SourceDate.seconds(surroundings.environment()))
                .withObserver(secrets);
        if (!surroundings.terminal()) {
            return Packing.of(folder, payload, signingKey, settings);
        }
        ProgressBar progress = new ProgressBar(surroundings.err(), surroundings.nanoTime());
        try {
            return Packing.of(
                    folder, payload, signingKey, settings.withObserver(new Observers(List.of(secrets, progress))));
        } finally {
            progress.end();
        }
    }

    private Optional<SigningKey> signingKey() throws IOException, PayloadException {
        if (key.development) {
            return Optional.of(DevelopmentKey.in(surroundings.configuration()).key());
        }
        return key.file.isPresent() ? Optional.of(SigningKey.read(key.file.get())) : Optional.empty();
    }
}
