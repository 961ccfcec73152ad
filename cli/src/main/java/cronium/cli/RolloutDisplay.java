package cronium.cli;

import cronium.cli.remote.Item;
import java.io.IOException;
import java.util.List;

/** Where a rollout is shown as it goes. One thread's. */
sealed interface RolloutDisplay permits RolloutLines, RolloutScreen {
    /**
     * Shows how far it is.
     *
     * @param targets all that are known so far, in their order
     * @param ended those that ended since the last time
     */
    void show(Item rollout, List<Item> targets, List<Item> ended) throws IOException;
}
