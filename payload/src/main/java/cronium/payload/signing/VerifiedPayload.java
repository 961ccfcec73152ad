package cronium.payload.signing;

/** A payload that may be unpacked. Only {@link SignatureCheck} makes one. The file stays the caller's to close. */
public final class VerifiedPayload {
    private final PayloadFile file;
    private final SignatureState signature;

    VerifiedPayload(PayloadFile file, SignatureState signature) {
        this.file = file;
        this.signature = signature;
    }

    public PayloadFile file() {
        return file;
    }

    public SignatureState signature() {
        return signature;
    }
}
