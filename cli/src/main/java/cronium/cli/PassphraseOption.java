package cronium.cli;

import cronium.payload.signing.Passphrase;
import cronium.payload.signing.PassphraseSource;
import java.io.Console;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the passphrase of a private key comes from: the terminal, unless told otherwise. Never the command line. */
@SuppressWarnings("SystemConsoleNull") // The image has no jdk.internal.le: there it is null when there is no terminal.
final class PassphraseOption {
    @Option(
            names = "--passphrase",
            paramLabel = "SOURCE",
            description =
                    "Where the key's passphrase is: file:PATH, env:NAME or fd:NUMBER (default: ask on the terminal).")
    private Optional<String> source = Optional.empty();

    boolean given() {
        return source.isPresent();
    }

    PassphraseSource source(Surroundings surroundings) throws CommandException {
        if (source.isPresent()) {
            try {
                return PassphraseSource.named(source.get(), surroundings.environment());
            } catch (IllegalArgumentException e) {
                throw new CommandException("--passphrase: " + e.getMessage());
            }
        }
        Console console = System.console();
        return console != null && console.isTerminal() ? () -> asked(console) : PassphraseSource.none();
    }

    /** Asks twice, since nobody sees what they type. */
    static Optional<Passphrase> newFromTerminal() throws CommandException {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            return Optional.empty();
        }
        char[] first = read(console, "New passphrase: ");
        char[] second = read(console, "Again: ");
        try {
            if (!Arrays.equals(first, second)) {
                throw new CommandException("expected the same passphrase twice, found two");
            }
            return Optional.of(Passphrase.of(first));
        } finally {
            Arrays.fill(first, ' ');
            Arrays.fill(second, ' ');
        }
    }

    private static Passphrase asked(Console console) {
        char[] typed = read(console, "Passphrase: ");
        try {
            return Passphrase.of(typed);
        } finally {
            Arrays.fill(typed, ' ');
        }
    }

    private static char[] read(Console console, String prompt) {
        char[] typed = console.readPassword(prompt);
        return typed != null ? typed : new char[0];
    }
}
