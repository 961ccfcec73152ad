package cronium.server.domain;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A machine that scripts run on.
 *
 * @param platform such as {@code linux/amd64}, once it is known
 */
public record Host(
        Target name,
        String address,
        Map<String, String> labels,
        Optional<String> platform,
        Instant createdAt,
        Optional<Instant> seenAt) {
    public Host {
        labels = Map.copyOf(labels);
    }
}
