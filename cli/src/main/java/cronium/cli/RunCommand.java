package cronium.cli;

import cronium.payload.PayloadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code cronium run}: a folder becomes a payload signed with the development key, and the launcher of this program becomes
 * the runner, so that signals, terminal and exit code are the runner's own.
 */
@Command(
        name = "run",
        description = {
            "Pack a folder, sign it with your development key (made on first use), verify and run it on this machine.",
            "A payload file is run as it is."
        },
        footer = {
            "",
            "Options after FOLDER are the runner's, among them --timeout, --env, --format and --result:",
            "see cronium-runner help."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0-255:the script's", "125:it could not be run; the runner has more"},
        customSynopsis = "cronium run [-h] FOLDER|PAYLOAD [RUNNER OPTIONS]",
        exitCodeOnInvalidInput = RunCommand.NOT_RUN,
        exitCodeOnExecutionException = RunCommand.NOT_RUN,
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    /** As of the runner: no exit code of a script. */
    static final int NOT_RUN = 125;

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "FOLDER|PAYLOAD", description = "What to run.")
    private Path source = Path.of("");

    @Parameters(index = "1..*", paramLabel = "OPTIONS", description = "Handed to the runner.", hidden = true)
    private List<String> runnerOptions = List.of();

    RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, PayloadException {
        List<String> command = new ArrayList<>(List.of("run", "--summary"));
        if (Files.isDirectory(source)) {
            SourceFolder.check(source);
            DevelopmentKey key = DevelopmentKey.in(surroundings.configuration());
            Path payload =
                    PackedFolders.in(surroundings.cache(), surroundings.clock()).pack(source, key.key());
            command.add("--trust=" + key.trust());
            command.add(payload.toString());
        } else {
            command.add(source.toString());
        }
        command.addAll(runnerOptions);
        new Handover(surroundings).toRunner(command);
        return 0;
    }
}
