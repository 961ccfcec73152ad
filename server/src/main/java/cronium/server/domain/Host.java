package cronium.server.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A machine that scripts run on.
 *
 * @param groups sorted by name, once each
 * @param platform such as {@code linux/amd64}, once it is known
 */
public record Host(
        Target name,
        HostAddress address,
        List<GroupName> groups,
        Map<String, String> labels,
        HostLogin login,
        Optional<String> platform,
        Instant createdAt,
        Optional<Instant> seenAt) {
    public Host {
        groups = List.copyOf(groups);
        labels = Map.copyOf(labels);
    }
}
