package cronium.server.store;

import java.util.Optional;

/** Which audit rows; all that is given has to be equal. */
public record AuditFilter(Optional<String> actor, Optional<String> action, Optional<String> subject) {
    public static final AuditFilter ALL = new AuditFilter(Optional.empty(), Optional.empty(), Optional.empty());
}
