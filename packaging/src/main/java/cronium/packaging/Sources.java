package cronium.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commit that a checkout is at.
 *
 * @param commit in hexadecimal digits
 * @param changed whether files differ from it, or are not in it
 */
record Sources(String commit, boolean changed) {

    /** Empty where there is no git, or no repository that this user may read. */
    static Optional<Sources> of(Path checkout) throws IOException, InterruptedException {
        Optional<String> commit = git(checkout, "rev-parse", "HEAD").filter(line -> line.matches("[0-9a-f]{40,64}"));
        if (commit.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> status = git(checkout, "status", "--porcelain");
        return Optional.of(
                new Sources(commit.get(), status.isEmpty() || !status.get().isEmpty()));
    }

    private static Optional<String> git(Path checkout, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", checkout.toString()));
        command.addAll(List.of(words));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // No such program.
            return Optional.empty();
        }
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    }
}
