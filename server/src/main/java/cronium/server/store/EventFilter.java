package cronium.server.store;

import cronium.server.domain.Tag;
import java.util.Optional;

/**
 * Which events; all that is given has to hold.
 *
 * @param search words; each has to be the beginning of a word of the name, the description or the tags, in any case
 */
public record EventFilter(Optional<String> search, Optional<Tag> tag, Optional<Boolean> enabled) {
    public static final EventFilter ALL = new EventFilter(Optional.empty(), Optional.empty(), Optional.empty());
}
