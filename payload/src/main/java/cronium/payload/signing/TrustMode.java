package cronium.payload.signing;

/** What happens to a payload that is not to be trusted. */
public enum TrustMode {
    /** It is refused. */
    ENFORCE,
    /** It runs all the same, as {@link SignatureState.Refused}: for the time until everything is signed. */
    WARN
}
