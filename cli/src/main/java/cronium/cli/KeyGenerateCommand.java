package cronium.cli;

import cronium.payload.PayloadException;
import cronium.payload.signing.KeyAlgorithm;
import cronium.payload.signing.Passphrase;
import cronium.payload.signing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cronium key generate}. */
@Command(
        name = "generate",
        description = {
            "Make a key pair: NAME.pem, which signs and stays private, and NAME.pub, which goes into trust directories.",
            "There the file's name is the key's identity in reports."
        },
        mixinStandardHelpOptions = true)
final class KeyGenerateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "Name of the key, or a path that ends with it.")
    private Path name = Path.of("");

    @Option(
            names = "--algorithm",
            paramLabel = "ALGORITHM",
            description = "p256 (default; what cosign makes) or ed25519.",
            converter = AlgorithmConverter.class)
    private KeyAlgorithm algorithm = KeyAlgorithm.P256;

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Option(names = "--no-passphrase", description = "Do not encrypt the private key: only its mode 0600 protects it.")
    private boolean unencrypted;

    KeyGenerateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, PayloadException {
        Path privateKey = withSuffix(".pem");
        Path publicKey = withSuffix(".pub");
        if (Files.exists(publicKey, LinkOption.NOFOLLOW_LINKS)) {
            throw new CommandException(publicKey + ": expected no file, found one; choose another name");
        }
        SigningKey key = SigningKey.generate(algorithm);
        write(key, privateKey);
        Files.write(publicKey, key.publicKeyPem().getBytes(StandardCharsets.US_ASCII));
        surroundings.out().println(privateKey + "  private, " + (unencrypted ? "not encrypted" : "encrypted"));
        surroundings.out().println(publicKey + "  public, " + algorithm.text());
        return 0;
    }

    private void write(SigningKey key, Path file) throws IOException, PayloadException {
        if (unencrypted && passphrase.given()) {
            throw new CommandException("expected --passphrase or --no-passphrase, found both");
        }
        if (unencrypted) {
            key.write(file);
            return;
        }
        try (Passphrase chosen = chosen()) {
            key.writeEncrypted(file, chosen);
        }
    }

    private Passphrase chosen() throws IOException, PayloadException {
        if (passphrase.given()) {
            return passphrase.source(surroundings).read();
        }
        Optional<Passphrase> typed = PassphraseOption.newFromTerminal();
        return typed.orElseThrow(() -> new CommandException(
                "expected --passphrase SOURCE or --no-passphrase, found neither and no terminal to ask on"));
    }

    private Path withSuffix(String suffix) {
        return name.resolveSibling(name.getFileName() + suffix);
    }
}
