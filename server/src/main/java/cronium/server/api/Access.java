package cronium.server.api;

import cronium.server.domain.Scope;
import java.util.Optional;

/** Who may call a route. */
enum Access {
    /** Anybody; no token is looked at. */
    NONE(Optional.empty()),
    VIEWER(Optional.of(Scope.VIEWER)),
    OPERATOR(Optional.of(Scope.OPERATOR)),
    ADMIN(Optional.of(Scope.ADMIN));

    private final Optional<Scope> scope;

    Access(Optional<Scope> scope) {
        this.scope = scope;
    }

    /** The least scope that is needed. */
    Optional<Scope> scope() {
        return scope;
    }
}
