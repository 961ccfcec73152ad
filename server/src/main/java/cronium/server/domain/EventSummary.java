package cronium.server.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An event as lists have it: what can be told without reading its files.
 *
 * @param tags sorted
 */
public record EventSummary(
        String id,
        EventName name,
        long version,
        String digest,
        String description,
        List<Tag> tags,
        boolean enabled,
        Optional<String> schedule,
        List<Target> targets,
        Instant createdAt,
        Instant updatedAt) {
    public EventSummary {
        tags = List.copyOf(tags);
        targets = List.copyOf(targets);
    }
}
