package cronium.payload.signing;

import static cronium.payload.signing.NistP256.fixed;
import static cronium.payload.signing.NistP256.join;
import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Seed;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whatever the JDK's own {@code Signature} says of a signature is said here too. */
class FirstChecksTest {
    private static final int KEYS = 40;
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private final RandomGenerator random = Seed.announced("FirstChecksTest").random();

    private static void assertSame(ECPublicKey key, byte[] digest, byte[] numbers) {
        byte[] der = der(numbers);
        assertThat(EcdsaDer.isSignature(der)).isTrue();
        assertThat(EcdsaDer.numbers(der)).isEqualTo(numbers);
        assertThat(FirstChecks.verifyNow(key, digest, numbers)).contains(NistP256.verifyByProvider(key, digest, der));
    }

    @Test
    void whatASignatureIsOfIsTheSameBothWays() throws Exception {
        assertThat(FirstChecks.isPossible()).isTrue();
        for (int i = 0; i < KEYS; i++) {
            KeyPair pair = NistP256.generate();
            ECPublicKey key = (ECPublicKey) NistP256.decodePublic(NistP256.encode(pair.getPublic()));
            byte[] digest = bytes(32);
            byte[] numbers = EcdsaDer.numbers(NistP256.sign(pair.getPrivate(), digest));
            assertThat(FirstChecks.verifyNow(key, digest, numbers)).contains(true);
            assertSame(key, digest, numbers);
            // The other signature of the same: it is one.
            byte[] s = fixed(ORDER.subtract(new BigInteger(1, Arrays.copyOfRange(numbers, 32, 64))));
            assertSame(key, digest, join(Arrays.copyOf(numbers, 32), s));

            assertThat(FirstChecks.verifyNow(key, flipped(digest), numbers)).contains(false);
            assertThat(FirstChecks.verifyNow(key, digest, flipped(numbers))).contains(false);
            ECPublicKey other = (ECPublicKey)
                    NistP256.decodePublic(NistP256.encode(NistP256.generate().getPublic()));
            assertThat(FirstChecks.verifyNow(other, digest, numbers)).contains(false);
        }
    }

    @Test
    void numbersOutOfRangeAndDigestsThatAreNoneAreTheSameBothWays() throws Exception {
        KeyPair pair = NistP256.generate();
        ECPublicKey key = (ECPublicKey) NistP256.decodePublic(NistP256.encode(pair.getPublic()));
        byte[] one = fixed(BigInteger.ONE);
        byte[] last = fixed(ORDER.subtract(BigInteger.ONE));
        byte[] order = fixed(ORDER);
        byte[] most = new byte[32];
        Arrays.fill(most, (byte) -1);
        for (byte[] digest : List.of(new byte[32], order, most, bytes(32), bytes(31), bytes(33))) {
            byte[] signed = EcdsaDer.numbers(NistP256.sign(pair.getPrivate(), digest));
            assertSame(key, digest, signed);
            for (byte[] r : List.of(one, last, order, most, Arrays.copyOf(signed, 32))) {
                for (byte[] s : List.of(one, last, order, most, Arrays.copyOfRange(signed, 32, 64))) {
                    assertSame(key, digest, join(r, s));
                }
            }
        }
    }

    @Test
    void theFirstFewAreCheckedThisWayAndTheRestByTheJdksOwn() throws Exception {
        KeyPair pair = NistP256.generate();
        ECPublicKey key = (ECPublicKey) NistP256.decodePublic(NistP256.encode(pair.getPublic()));
        byte[] digest = bytes(32);
        byte[] signature = NistP256.sign(pair.getPrivate(), digest);
        for (int i = 0; i < 10; i++) {
            assertThat(NistP256.verify(key, digest, signature)).isTrue();
            assertThat(NistP256.verify(key, flipped(digest), signature)).isFalse();
        }
        assertThat(FirstChecks.verify(key, digest, EcdsaDer.numbers(signature))).isEqualTo(Optional.empty());
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] flipped(byte[] bytes) {
        byte[] flipped = bytes.clone();
        flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    private static byte[] der(byte[] numbers) {
        byte[] r = new BigInteger(1, numbers, 0, 32).toByteArray();
        byte[] s = new BigInteger(1, numbers, 32, 32).toByteArray();
        return join(
                new byte[] {0x30, (byte) (4 + r.length + s.length), 2, (byte) r.length},
                r,
                new byte[] {2, (byte) s.length},
                s);
    }
}
