package cronium.cli;

import cronium.payload.PayloadException;
import cronium.payload.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which key signs. */
public final class SigningKeyOptions {
    @ArgGroup
    private Choice choice = new Choice();

    /** At most one of them. */
    static final class Choice {
        @Option(names = "--key", paramLabel = "FILE", description = "Sign with this private key (PEM).")
        private Optional<Path> file = Optional.empty();

        @Option(
                names = "--development-key",
                description = "Sign with this user's own development key, which `cronium run` trusts; made if missing.")
        private boolean development;
    }

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    /** The key that was asked for, else the development key. */
    public SigningKey orDevelopmentKey(Surroundings surroundings) throws IOException, PayloadException {
        Optional<SigningKey> key = chosen(surroundings);
        return key.isPresent()
                ? key.get()
                : DevelopmentKey.in(surroundings.configuration()).key();
    }

    /** Whether the key is one that was named. */
    public boolean hasFile() {
        return choice.file.isPresent();
    }

    /** Whether any option was given. */
    public boolean given() {
        return choice.file.isPresent() || choice.development || passphrase.given();
    }

    Optional<SigningKey> chosen(Surroundings surroundings) throws IOException, PayloadException {
        if (choice.development) {
            return Optional.of(DevelopmentKey.in(surroundings.configuration()).key());
        }
        return choice.file.isPresent()
                ? Optional.of(SigningKey.read(choice.file.get(), passphrase.source(surroundings)))
                : Optional.empty();
    }

    SigningKey required(Surroundings surroundings) throws IOException, PayloadException {
        return chosen(surroundings)
                .orElseThrow(() -> new CommandException("expected --key FILE or --development-key, found neither"));
    }
}
