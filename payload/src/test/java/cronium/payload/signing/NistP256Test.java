package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NistP256Test {
    @Test
    void aPublicKeyIsEncodedAsTheJdkDoes() {
        KeyPair pair = NistP256.generate();
        assertThat(NistP256.encode(pair.getPublic())).isEqualTo(pair.getPublic().getEncoded());
    }

    /** Coordinates and secrets with leading zeros come up once in 256 each. */
    @Test
    void keysAreTheSameAfterEncodingAndDecoding() throws Exception {
        for (int i = 0; i < 600; i++) {
            KeyPair pair = NistP256.generate();
            assertThat(NistP256.decodePublic(NistP256.encode(pair.getPublic()))).isEqualTo(pair.getPublic());
            byte[] der = NistP256.encode(pair);
            assertThat(NistP256.encode(NistP256.decodePair(der))).isEqualTo(der);
        }
    }

    @Test
    void aKeyIsTheSameAsTheOneTheJdkReads() throws Exception {
        KeyPair pair = NistP256.generate();
        byte[] der = NistP256.encode(pair.getPublic());
        PublicKey jdks = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
        PublicKey ours = NistP256.decodePublic(der);
        assertThat(ours).isEqualTo(jdks).hasSameHashCodeAs(NistP256.decodePublic(der));
        assertThat(jdks).isEqualTo(ours);
        assertThat(ours).isNotEqualTo(NistP256.generate().getPublic());
        assertThat(ours.getEncoded()).isEqualTo(der);
        assertThat(ours.getAlgorithm()).isEqualTo(jdks.getAlgorithm());
        assertThat(ours.getFormat()).isEqualTo(jdks.getFormat());
        assertThat(((ECPublicKey) ours).getW()).isEqualTo(((ECPublicKey) jdks).getW());
        byte[] digest = new byte[32];
        byte[] signature = NistP256.sign(pair.getPrivate(), digest);
        assertThat(NistP256.verify(ours, digest, signature)).isTrue();
        digest[0] = 1;
        assertThat(NistP256.verify(ours, digest, signature)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp384r1", "secp521r1"})
    void keysOfOtherCurvesAreRefused(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        KeyPair pair = generator.generateKeyPair();
        assertThatThrownBy(() -> NistP256.decodePublic(pair.getPublic().getEncoded()))
                .isInstanceOf(InvalidKeySpecException.class);
        assertThatThrownBy(() -> NistP256.decodePair(pair.getPrivate().getEncoded()))
                .isInstanceOf(InvalidKeySpecException.class);
    }

    /** A point that is not on the curve, or one that is not reduced, is what attacks on curves begin with. */
    @Test
    void pointsThatAreNotOnTheCurveAreRefused() {
        byte[] der = NistP256.encode(NistP256.generate().getPublic());
        byte[] changed = der.clone();
        changed[der.length - 1] ^= 1;
        byte[] zero = der.clone();
        Arrays.fill(zero, der.length - 64, der.length, (byte) 0);
        byte[] large = der.clone();
        Arrays.fill(large, der.length - 64, der.length, (byte) 0xff);
        for (byte[] bad : new byte[][] {changed, zero, large}) {
            assertThatThrownBy(() -> NistP256.decodePublic(bad))
                    .isInstanceOf(InvalidKeySpecException.class)
                    .hasMessageContaining("not a point of P-256");
        }
    }

    @Test
    void everyFlippedBitBeforeThePointIsRefused() {
        byte[] der = NistP256.encode(NistP256.generate().getPublic());
        for (int bit = 0; bit < (der.length - 64) * 8; bit++) {
            byte[] changed = der.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> NistP256.decodePublic(changed)).isInstanceOf(InvalidKeySpecException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 26, 27, 90, 92})
    void otherLengthsAreRefused(int length) {
        byte[] der = Arrays.copyOf(NistP256.encode(NistP256.generate().getPublic()), length);
        assertThatThrownBy(() -> NistP256.decodePublic(der)).isInstanceOf(InvalidKeySpecException.class);
    }
}
