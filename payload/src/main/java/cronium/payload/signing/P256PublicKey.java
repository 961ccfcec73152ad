package cronium.payload.signing;

import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A public key of the curve P-256 as its bytes say it, checked already. The JDK's factory of keys would make the same of the same bytes, but a process
 * that verifies one signature would look for the factory, parse the bytes again and have a class made at run time first.
 */
final class P256PublicKey implements ECPublicKey {
    private static final long serialVersionUID = 1;

    private final byte[] encoded;
    private final transient ECPoint point;
    private final transient ECParameterSpec curve;

    /**
     * A key; nothing is checked here.
     *
     * @param encoded SubjectPublicKeyInfo
     */
    P256PublicKey(byte[] encoded, ECPoint point, ECParameterSpec curve) {
        this.encoded = encoded.clone();
        this.point = point;
        this.curve = curve;
    }

    @Override
    public ECPoint getW() {
        return point;
    }

    @Override
    public ECParameterSpec getParams() {
        return curve;
    }

    @Override
    public String getAlgorithm() {
        return "EC";
    }

    @Override
    public String getFormat() {
        return "X.509";
    }

    @Override
    public byte[] getEncoded() {
        return encoded.clone();
    }

    /** As the JDK's own keys: by the bytes, whoever made the other one. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Key key && Arrays.equals(encoded, key.getEncoded());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }
}
