package cronium.runner.journal;

import cronium.payload.PayloadException;
import cronium.payload.signing.VerifiedGrant;

/** A grant was used on this host before. */
public final class GrantUsedException extends PayloadException {
    GrantUsedException(VerifiedGrant grant) {
        super(
                "grant.used",
                "grant " + grant.identity() + " for the execution "
                        + grant.grant().executionId()
                        + ": expected one that was not used on this host, found one that was");
    }
}
