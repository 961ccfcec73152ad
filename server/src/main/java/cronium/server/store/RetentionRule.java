package cronium.server.store;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which payload files may be removed; all that is given has to hold. Whatever it says, the payload of the current version of an
 * event that was not deleted stays, and one that an execution has yet to end with.
 *
 * @param olderThan made before that time
 * @param keepNewest so many newest versions of each event stay, 1 or more
 */
public record RetentionRule(Optional<Instant> olderThan, OptionalInt keepNewest) {
    /** @throws IllegalArgumentException if nothing is given, since that would be every file */
    public RetentionRule {
        if (olderThan.isEmpty() && keepNewest.isEmpty()) {
            throw new IllegalArgumentException("expected an age or a number of versions to keep, found neither");
        }
        if (keepNewest.isPresent() && keepNewest.getAsInt() < 1) {
            throw new IllegalArgumentException("expected 1 or more versions to keep, found " + keepNewest.getAsInt());
        }
    }
}
