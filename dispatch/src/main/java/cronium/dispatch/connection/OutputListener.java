package cronium.dispatch.connection;

import cronium.protocol.RunnerMessage;
import java.util.List;

/**
 * Takes the output of one execution, in order, on a thread of its own. While it deals with some the host sends only as much as there is
 * credit for.
 */
@FunctionalInterface
public interface OutputListener {
    /**
     * All that came meanwhile. {@code next} of the last is where to follow from when these were dealt with.
     *
     * @param pieces at least one; none has more than 512 KiB, and together they have about 1 MiB at most
     */
    void output(List<RunnerMessage.Output> pieces);
}
