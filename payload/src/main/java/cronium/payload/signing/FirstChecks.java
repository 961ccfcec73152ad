package cronium.payload.signing;

import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import sun.security.ec.ECDSAOperations;
import sun.security.ec.ECOperations;
import sun.security.util.math.intpoly.IntegerPolynomialP256;
import sun.security.util.math.intpoly.P256OrderField;

/**
 * The first few ECDSA signatures that a process checks. Before its first, the JDK's {@code Signature} makes a table of multiples of the curve's generator, 13,000 sums of
 * points, which a server gets back a thousand times over and a runner that checks one signature never. These are checked by the JDK's same code over its other
 * representation of the field, which has no table. Only on Java 25, and only where its own packages are exported to this one, as the launcher of the runner does.
 * See docs/decisions/028. Thread-safe.
 */
final class FirstChecks {
    /** {@code --add-exports java.base/PACKAGE=ALL-UNNAMED} for each of them. */
    private static final String[] PACKAGES = {
        "sun.security.ec", "sun.security.util.math", "sun.security.util.math.intpoly"
    };

    private static final int KNOWN_JAVA = 25;
    /** From about here on the table is the quicker way. */
    private static final int MOST = 4;

    private static final AtomicInteger CHECKED = new AtomicInteger();

    private FirstChecks() {}

    /**
     * Checks, if it is one of the first and this JVM can.
     *
     * @param key of P-256, a point of the curve
     * @param signature two numbers of 32 bytes each
     */
    static Optional<Boolean> verify(ECPublicKey key, byte[] digest, byte[] signature) {
        boolean isFirst = CHECKED.get() < MOST && isPossible() && CHECKED.getAndIncrement() < MOST;
        return isFirst ? verifyNow(key, digest, signature) : Optional.empty();
    }

    /** The same, however many there were. */
    static Optional<Boolean> verifyNow(ECPublicKey key, byte[] digest, byte[] signature) {
        try {
            return Optional.of(Insides.verify(key, digest, signature));
        } catch (LinkageError e) {
            // A build of Java 25 that has other insides.
            return Optional.empty();
        }
    }

    static boolean isPossible() {
        if (Runtime.version().feature() != KNOWN_JAVA) {
            return false;
        }
        Module base = Object.class.getModule();
        Module own = FirstChecks.class.getModule();
        for (String name : PACKAGES) {
            if (!base.isExported(name, own)) {
                return false;
            }
        }
        return true;
    }

    /** Apart, so that nothing of it is looked for where it is not to be had. */
    private static final class Insides {
        private Insides() {}

        static boolean verify(ECPublicKey key, byte[] digest, byte[] signature) {
            ECParameterSpec curve = key.getParams();
            ECOperations operations = new ECOperations(
                    IntegerPolynomialP256.ONE.getElement(curve.getCurve().getB()), P256OrderField.ONE);
            return new ECDSAOperations(operations, curve.getGenerator())
                    .verifySignedDigest(digest, signature, key.getW());
        }
    }
}
