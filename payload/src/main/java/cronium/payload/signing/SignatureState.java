package cronium.payload.signing;

/** On what ground a payload may run. */
public sealed interface SignatureState {

    /**
     * A trusted key made the signature.
     *
     * @param keyName the key's identity: its file name in the trust directory without {@code .pub}
     */
    record Verified(String keyName) implements SignatureState {}

    /** Nothing was checked, because the operator said so in that very command. */
    record UnsignedAllowed() implements SignatureState {}

    /**
     * It would have been refused; it runs because the mode is {@link TrustMode#WARN}.
     *
     * @param code of what it would have been refused for
     * @param message likewise
     */
    record Refused(String code, String message) implements SignatureState {}
}
