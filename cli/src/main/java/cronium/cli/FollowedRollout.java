package cronium.cli;

import cronium.cli.remote.ApiPath;
import cronium.cli.remote.Item;
import cronium.cli.remote.Patience;
import cronium.cli.remote.RefusedException;
import cronium.cli.remote.Server;
import cronium.cli.remote.WatchedTargets;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Shows a rollout as it goes, until it is over. */
final class FollowedRollout {
    /** All targets exited with 0, or not. */
    private static final int NOT_ALL = 1;

    private static final long FIRST_PAUSE = 50_000_000;
    private static final long LONGEST_PAUSE = 500_000_000;

    private final Surroundings surroundings;
    private final Server server;
    private final RolloutDisplay display;

    FollowedRollout(Surroundings surroundings, Server server) {
        this.surroundings = surroundings;
        this.server = server;
        this.display = surroundings.columns().isPresent()
                ? new RolloutScreen(surroundings)
                : new RolloutLines(surroundings.out());
    }

    /**
     * Follows it to its end.
     *
     * @return the exit code: 0 if all targets exited with 0, else 1
     */
    int toItsEnd(String id) throws IOException {
        if (surroundings.terminal()) {
            surroundings
                    .err()
                    .println("cronium: rollout " + id
                            + "; Ctrl-C leaves it running, it is stopped by: cronium rollout cancel " + id);
        }
        Item rollout = watch(id);
        surroundings.out().flush();
        Item counts = rollout.item("counts");
        surroundings.err().println("cronium: " + RolloutSummary.of(rollout) + " (rollout " + id + ")");
        return counts.number("succeeded").orElse(-1)
                        == rollout.number("targets").orElse(0)
                ? 0
                : NOT_ALL;
    }

    private Item watch(String id) throws IOException {
        WatchedTargets targets = new WatchedTargets(server, id);
        long heard = surroundings.nanoTime().getAsLong();
        long pause = FIRST_PAUSE;
        while (true) {
            try {
                // Asked for first: what it says to be over is over when the targets are asked for.
                Item rollout = server.get(ApiPath.of("rollouts", id)).item();
                List<Item> ended = targets.next();
                heard = surroundings.nanoTime().getAsLong();
                pause = ended.isEmpty() ? Math.min(2 * pause, LONGEST_PAUSE) : FIRST_PAUSE;
                display.show(rollout, targets.all(), ended);
                if (rollout.text("endedAt").isPresent()) {
                    return rollout;
                }
            } catch (CommandException e) {
                throw e;
            } catch (RefusedException e) {
                if (!e.isPassing()) {
                    throw e;
                }
                checkPatience(id, heard, e);
            } catch (IOException e) {
                checkPatience(id, heard, e);
            }
            LockSupport.parkNanos(pause);
        }
    }

    private void checkPatience(String id, long heard, IOException failure) throws IOException {
        if (surroundings.nanoTime().getAsLong() - heard
                >= Patience.STANDARD.total().toNanos()) {
            throw new CommandException("rollout " + id
                    + ": lost contact with the server, how it ends is not known here (" + failure.getMessage()
                    + "); it goes on, and: cronium rollout follow " + id);
        }
    }
}
