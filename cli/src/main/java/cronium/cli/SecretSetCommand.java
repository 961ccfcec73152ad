package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.remote.Item;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cronium secret set}. */
@Command(
        name = "set",
        description = {
            "Set a secret. Its value is asked for on the terminal, or read from standard input without one newline at its end.",
            "It never stands on a command line."
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("SystemConsoleNull") // The image has no jdk.internal.le: there it is null when there is no terminal.
final class SecretSetCommand implements Callable<Integer> {
    private static final int MAX_BYTES = 32_768;

    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "The variable that scripts find it in.")
    private String name = "";

    @Option(names = "--from-file", paramLabel = "FILE", description = "Holds the value, all of it.")
    private Optional<Path> file = Optional.empty();

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    SecretSetCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        byte[] value = value();
        if (value.length == 0 || value.length > MAX_BYTES) {
            throw new CommandException("secret " + name + ": expected 1 to " + MAX_BYTES + " bytes, found "
                    + (value.length == 0 ? "none" : "more"));
        }
        Item document = Item.ofTexts("content", Base64.getEncoder().encodeToString(value));
        remote.server(surroundings).send("PUT", ApiPath.of("secrets", name), Map.of(), Optional.of(document.json()));
        surroundings.out().println("set " + name);
        return 0;
    }

    private byte[] value() throws IOException {
        if (file.isPresent()) {
            try (InputStream in = Files.newInputStream(file.get())) {
                return in.readNBytes(MAX_BYTES + 1);
            }
        }
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            char[] typed = console.readPassword("Value of %s: ", name);
            return typed == null ? new byte[0] : new String(typed).getBytes(StandardCharsets.UTF_8);
        }
        byte[] read = surroundings.in().readNBytes(MAX_BYTES + 2);
        return read.length > 0 && read[read.length - 1] == '\n' ? Arrays.copyOf(read, read.length - 1) : read;
    }
}
