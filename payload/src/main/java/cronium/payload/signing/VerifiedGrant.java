package cronium.payload.signing;

/**
 * A grant that fits this run. Only {@link GrantCheck} makes one. Whether it was used before is not known here.
 */
public final class VerifiedGrant {
    private final Grant grant;
    private final String identity;
    private final String keyName;

    VerifiedGrant(Grant grant, String identity, String keyName) {
        this.grant = grant;
        this.identity = identity;
        this.keyName = keyName;
    }

    public Grant grant() {
        return grant;
    }

    /**
     * The SHA-256 of its document, 64 lower-case hexadecimal digits: the same however often and by whatever key it is signed, so
     * that it can be noted as used.
     */
    public String identity() {
        return identity;
    }

    /** The identity of the key that signed it. */
    public String keyName() {
        return keyName;
    }
}
