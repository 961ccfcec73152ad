package cronium.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lets the launcher of this program become another one of its image, so that signals, terminal and exit code are that one's own. */
final class Handover {
    private final Surroundings surroundings;

    Handover(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Says that the launcher is to become the runner when this program ends with 0. */
    void toRunner(List<String> arguments) throws IOException {
        to("cronium-runner", arguments);
    }

    /** Likewise the server. */
    void toServer(List<String> arguments) throws IOException {
        to("cronium-server", arguments);
    }

    private void to(String program, List<String> arguments) throws IOException {
        Path image = surroundings
                .image()
                .orElseThrow(() -> new CommandException("expected to be started by bin/cronium, found no launcher"));
        Path handover = surroundings
                .handover()
                .orElseThrow(() -> new CommandException("expected a launcher that hands over, found none"));
        List<String> command = new ArrayList<>();
        command.add(image.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        Files.write(handover, ("exec " + ShellWords.join(command)).getBytes(StandardCharsets.UTF_8));
    }
}
