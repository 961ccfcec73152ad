package cronium.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lets the launcher of this program become the runner, so that signals, terminal and exit code are the runner's own. */
final class Handover {
    private final Surroundings surroundings;

    Handover(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Says what the launcher is to become when this program ends with 0. */
    void toRunner(List<String> arguments) throws IOException {
        Path image = surroundings
                .image()
                .orElseThrow(() -> new CommandException("expected to be started by bin/cronium, found no launcher"));
        Path handover = surroundings
                .handover()
                .orElseThrow(() -> new CommandException("expected a launcher that hands over, found none"));
        List<String> command = new ArrayList<>();
        command.add(image.resolve("bin/cronium-runner").toString());
        command.addAll(arguments);
        Files.write(handover, ("exec " + ShellWords.join(command)).getBytes(StandardCharsets.UTF_8));
    }
}
