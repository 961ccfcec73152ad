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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Option(names = "--bundle", description = "Write a Sigstore bundle (NAME.tar.gz.sigstore.json) too.")
    private boolean bundle;

    @Mixin
    private SigningKeyOptions key = new SigningKeyOptions();

    PackCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, PayloadException {
        Path payload = output.orElseGet(() -> Path.of(SourceFolder.name(folder) + ".tar.gz"));
        Optional<SigningKey> signingKey = key.chosen(surroundings);
        Manifest manifest = SourceFolder.check(folder);
        SecretWatch secrets = new SecretWatch();
        secrets.environment(manifest.environment().keySet());
        ProgressBar progress =
                new ProgressBar("packing", surroundings.err(), surroundings.terminal(), surroundings.nanoTime());
        String sha256;
        try {
            sha256 = Packing.of(
                    folder,
                    payload,
                    PackSettings.DEFAULT
                            .withSelection(IgnoreFile.selection(folder))
                            .withModifiedSeconds(SourceDate.seconds(surroundings.environment()))
                            .withObserver(new Observers(List.of(secrets, progress))),
                    (file, place) -> Sidecars.write(file, place, signingKey, bundle));
        } finally {
            progress.end();
        }
        for (String warning : secrets.warnings()) {
            surroundings.err().println("cronium: warning: " + warning + "; secrets do not belong in a payload");
        }
        surroundings.out().println(sha256 + "  " + payload);
        return 0;
    }
}
