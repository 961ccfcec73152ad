package cronium.server.api;

import cronium.server.domain.Scope;
import cronium.server.domain.TokenName;

/** Who calls. */
record Caller(TokenName token, Scope scope) {
    /** As audit rows have it. */
    String actor() {
        return token.text();
    }
}
