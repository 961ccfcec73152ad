package cronium.server.rollouts;

import cronium.server.domain.RolloutLimits;
import cronium.server.domain.Target;
import java.util.List;
import java.util.Map;

/**
 * What somebody wants to be run where.
 *
 * @param targets {@code local}, names of hosts and groups; what comes twice counts once, where it comes first
 * @param environment added to, and stronger than, that of the version
 */
public record RolloutOrder(List<Target> targets, RolloutLimits limits, Map<String, String> environment) {
    public RolloutOrder {
        targets = List.copyOf(targets);
        environment = Map.copyOf(environment);
    }
}
