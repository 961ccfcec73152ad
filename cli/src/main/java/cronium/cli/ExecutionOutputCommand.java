package cronium.cli;

import cronium.cli.remote.ApiPath;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cronium execution output}. */
@Command(
        name = "output",
        description = "Print what an execution has printed so far, byte for byte.",
        mixinStandardHelpOptions = true)
final class ExecutionOutputCommand implements Callable<Integer> {
    /** What a script writes to. */
    enum Stream {
        stdout,
        stderr
    }

    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final int PIECE = 1 << 16;

    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "The execution.")
    private String id = "";

    @Option(names = "--stream", paramLabel = "stdout|stderr", description = "Which of the two (default: stdout).")
    private Stream stream = Stream.stdout;

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    ExecutionOutputCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        ApiPath path = ApiPath.of("executions", id, "output").with("stream", stream.name());
        try (InputStream in = remote.server(surroundings).open(path, Map.of(), SILENCE)) {
            byte[] piece = new byte[PIECE];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                surroundings.out().write(piece, 0, length);
                if (surroundings.out().checkError()) {
                    throw new CommandException("standard output is closed");
                }
            }
        }
        return 0;
    }
}
