package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.remote.Following;
import cronium.cli.remote.Item;
import cronium.cli.remote.Pages;
import cronium.cli.remote.Patience;
import cronium.cli.remote.Server;
import cronium.payload.manifest.Excerpt;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Prints an execution as it goes, and those that repeat it, until one is the last. */
final class FollowedExecution {
    private static final int MAX_SENTENCE = 2_000;

    private final Surroundings surroundings;
    private final Server server;

    FollowedExecution(Surroundings surroundings, Server server) {
        this.surroundings = surroundings;
        this.server = server;
    }

    /**
     * Follows it to its end.
     *
     * @param skipped how many bytes of both streams together are not printed
     * @return the exit code: the script's, or what the runner's documents give for the outcome; {@link RunCommand#NOT_RUN} where there is none
     */
    int toItsEnd(String id, long skipped) throws IOException {
        Item execution = once(id, skipped);
        for (Optional<Item> retry = retryOf(execution); retry.isPresent(); retry = retryOf(execution)) {
            execution = once(retry.get().text("id").orElse(""), 0);
        }
        return exitCode(execution);
    }

    private Item once(String id, long skipped) throws IOException {
        if (surroundings.terminal()) {
            surroundings
                    .err()
                    .println("cronium: execution " + id
                            + "; Ctrl-C leaves it running, it is stopped by: cronium execution cancel " + id);
        }
        Item execution = new Following(
                        server,
                        id,
                        Patience.STANDARD,
                        surroundings.nanoTime(),
                        new PrintedOutput(surroundings, skipped))
                .toItsEnd();
        surroundings.out().flush();
        Item ending = execution.item("ending");
        String sentence = ending.text("sentence").orElse("it is over");
        surroundings.err().println("cronium: " + Excerpt.bare(sentence, MAX_SENTENCE) + " (execution " + id + ")");
        return execution;
    }

    static int exitCode(Item execution) {
        long code = execution.item("ending").number("exitCode").orElse(RunCommand.NOT_RUN);
        return code >= 0 && code <= 255 ? (int) code : RunCommand.NOT_RUN;
    }

    /** The attempt after this one; it is there from the moment that this one is over. */
    private Optional<Item> retryOf(Item execution) throws IOException {
        Item ending = execution.item("ending");
        String outcome = ending.text("outcome").orElse("");
        boolean success = outcome.equals("exited") && exitCode(execution) == 0;
        long attempt = execution.number("attempt").orElse(1);
        if (success
                || outcome.equals("cancelled")
                || attempt >= execution.number("attempts").orElse(1)) {
            return Optional.empty();
        }
        ApiPath path = ApiPath.of("executions")
                .with("event", execution.text("event"))
                .with("from", execution.text("queuedAt"));
        Pages pages = new Pages(server, path, Long.MAX_VALUE);
        for (List<Item> page = pages.next(); !page.isEmpty(); page = pages.next()) {
            for (Item found : page) {
                if (found.text("firstId").equals(execution.text("firstId"))
                        && found.number("attempt").orElse(0) == attempt + 1) {
                    return Optional.of(found);
                }
            }
        }
        return Optional.empty();
    }
}
