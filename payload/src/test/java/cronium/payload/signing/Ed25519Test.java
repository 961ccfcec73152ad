package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519Test {
    private static final String PRIVATE_PREFIX = "302e020100300506032b657004220420";
    private static final String PUBLIC_PREFIX = "302a300506032b6570032100";
    private static final HexFormat HEX = HexFormat.of();

    @TempDir
    private Path base;

    /** RFC 8032, 7.1, tests 1 to 3: secret key, public key, message, signature. */
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                + "d25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                + "387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                + "4a7c15e9716ed28dc027beceea1ec40a"
    })
    void signsAsTheRfcDoes(String secret, String publicKey, String message, String signature) throws Exception {
        KeyPair pair = Ed25519.decodePair(HEX.parseHex(PRIVATE_PREFIX + secret));
        assertThat(HEX.formatHex(Ed25519.encode(pair.getPublic()))).isEqualTo(PUBLIC_PREFIX + publicKey);
        PayloadFile payload = payload(HEX.parseHex(message));
        assertThat(HEX.formatHex(Ed25519.signPure(pair.getPrivate(), payload))).isEqualTo(signature);
        assertThat(Ed25519.verifyPure(pair.getPublic(), payload, HEX.parseHex(signature)))
                .isTrue();
    }

    /** RFC 8032, 7.3. */
    @Test
    void signsPrehashedAsTheRfcDoes() throws Exception {
        KeyPair pair = Ed25519.decodePair(
                HEX.parseHex(PRIVATE_PREFIX + "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42"));
        PayloadFile payload = payload(SigningFiles.ascii("abc"));
        byte[] signature = Ed25519.signPrehashed(pair.getPrivate(), payload);
        assertThat(HEX.formatHex(signature))
                .isEqualTo("98a70222f0b8121aa9d30f813d683f809e462b469c7ff87639499bb94e6dae41"
                        + "31f85042463c2a355a2003d062adf5aaa10b8c61e636062aaad11c2a26083406");
        assertThat(Ed25519.verifyPrehashed(pair.getPublic(), payload, signature))
                .isTrue();
        assertThat(Ed25519.verifyPure(pair.getPublic(), payload, signature))
                .as("one variant is not the other")
                .isFalse();
    }

    @Test
    void keysAreTheSameAfterEncodingAndDecoding() throws Exception {
        for (int i = 0; i < 100; i++) {
            KeyPair pair = Ed25519.generate();
            assertThat(Ed25519.encode(Ed25519.decodePair(Ed25519.encode(pair)))).isEqualTo(Ed25519.encode(pair));
            assertThat(Ed25519.decodePublic(Ed25519.encode(pair.getPublic()))).isEqualTo(pair.getPublic());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0200000000000000000000000000000000000000000000000000000000000000"
            })
    void pointsThatAreNobodysKeyAreRefused(String point) {
        assertThatThrownBy(() -> Ed25519.decodePublic(HEX.parseHex(PUBLIC_PREFIX + point)))
                .isInstanceOf(InvalidKeySpecException.class)
                .hasMessageContaining("not a point");
    }

    /** Eight times the point is the neutral one: the constants in the code are what they say. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"
            })
    void theRefusedPointsHaveOrderEight(String point) {
        byte[] bytes = HEX.parseHex(point);
        for (int i = 0; i < 16; i++) {
            byte swap = bytes[i];
            bytes[i] = bytes[31 - i];
            bytes[31 - i] = swap;
        }
        BigInteger p = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
        BigInteger d = BigInteger.valueOf(-121665)
                .multiply(BigInteger.valueOf(121666).modInverse(p))
                .mod(p);
        BigInteger y2 = new BigInteger(1, bytes).pow(2).mod(p);
        BigInteger x2 = y2.subtract(BigInteger.ONE)
                .multiply(d.multiply(y2).add(BigInteger.ONE).modInverse(p))
                .mod(p);
        // Doubling gives y' = (y^2 + x^2) / (2 + x^2 - y^2), which is 0 only at a point of order 4.
        assertThat(y2.add(x2).mod(p)).isEqualTo(BigInteger.ZERO);
    }

    @Test
    void everyFlippedBitBeforeTheKeyIsRefused() {
        byte[] publicKey = Ed25519.encode(Ed25519.generate().getPublic());
        byte[] privateKey = Ed25519.encode(Ed25519.generate());
        for (int bit = 0; bit < 12 * 8; bit++) {
            byte[] changed = publicKey.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> Ed25519.decodePublic(changed)).isInstanceOf(InvalidKeySpecException.class);
        }
        for (int bit = 0; bit < 16 * 8; bit++) {
            byte[] changed = privateKey.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> Ed25519.decodePair(changed)).isInstanceOf(InvalidKeySpecException.class);
        }
        assertThatThrownBy(() -> Ed25519.decodePublic(Arrays.copyOf(publicKey, 43)))
                .isInstanceOf(InvalidKeySpecException.class);
        assertThatThrownBy(() -> Ed25519.decodePair(Arrays.copyOf(privateKey, 49)))
                .isInstanceOf(InvalidKeySpecException.class);
    }

    @Test
    void keysOfEd448AreRefused() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed448").generateKeyPair();
        assertThatThrownBy(() -> Ed25519.decodePublic(pair.getPublic().getEncoded()))
                .isInstanceOf(InvalidKeySpecException.class);
        assertThatThrownBy(() -> Ed25519.decodePair(pair.getPrivate().getEncoded()))
                .isInstanceOf(InvalidKeySpecException.class);
    }

    @Test
    void aKeyFileOfEd25519IsWrittenAndRead() throws Exception {
        SigningKey key = SigningKey.generate(KeyAlgorithm.ED25519);
        key.write(base.resolve("ed.key"));
        SigningKey read = SigningKey.read(base.resolve("ed.key"));
        assertThat(read.algorithm()).isEqualTo(KeyAlgorithm.ED25519);
        assertThat(read.publicKeyPem()).isEqualTo(key.publicKeyPem());
        assertThat(read).hasToString("Ed25519 signing key");
    }

    @Test
    void everyFlippedBitOfTheSignatureOrThePayloadIsRefused() throws Exception {
        SigningKey key = SigningKey.generate(KeyAlgorithm.ED25519);
        byte[] content = SigningFiles.ascii("the payload");
        byte[] signature = Base64.getDecoder().decode(key.sign(payload(content)));
        TrustStore trust = TrustStore.read(SigningFiles.trustDirectory(base, "ed", key));
        assertThat(SignatureCheck.verify(
                                payload(content), Base64.getEncoder().encode(signature), trust, SigningFiles.NOW)
                        .signature())
                .isEqualTo(new SignatureState.Verified("ed"));
        for (int bit = 0; bit < signature.length * 8; bit++) {
            byte[] changed = signature.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            Refusal.of(
                    SignatureFault.SIGNATURE_UNTRUSTED,
                    () -> SignatureCheck.verify(
                            payload(content), Base64.getEncoder().encode(changed), trust, SigningFiles.NOW));
        }
        for (int bit = 0; bit < content.length * 8; bit++) {
            byte[] changed = content.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            Refusal.of(
                    SignatureFault.SIGNATURE_UNTRUSTED,
                    () -> SignatureCheck.verify(
                            payload(changed), Base64.getEncoder().encode(signature), trust, SigningFiles.NOW));
        }
    }

    @Test
    void keysOfBothKindsAreTrustedTogether() throws Exception {
        SigningKey ed = SigningKey.generate(KeyAlgorithm.ED25519);
        SigningKey p256 = SigningKey.generate(KeyAlgorithm.P256);
        SigningFiles.trustDirectory(base, "a-ed", ed);
        TrustStore trust = TrustStore.read(SigningFiles.trustDirectory(base, "b-p256", p256));
        PayloadFile payload = payload(new byte[100]);
        assertThat(SignatureCheck.verify(payload, SigningFiles.ascii(ed.sign(payload)), trust, SigningFiles.NOW)
                        .signature())
                .isEqualTo(new SignatureState.Verified("a-ed"));
        assertThat(SignatureCheck.verify(payload, SigningFiles.ascii(p256.sign(payload)), trust, SigningFiles.NOW)
                        .signature())
                .isEqualTo(new SignatureState.Verified("b-p256"));
    }

    @Test
    void aPayloadTooLargeForMemoryIsRefusedByNameWhenSignedAndWhenChecked() throws Exception {
        SigningKey key = SigningKey.generate(KeyAlgorithm.ED25519);
        TrustStore trust = TrustStore.read(SigningFiles.trustDirectory(base, "ed", key));
        Path file = Files.write(base.resolve("large"), new byte[Ed25519.MAX_PURE_BYTES + 1]);
        try (PayloadFile large = PayloadFile.read(file, 1L << 30, base);
                PayloadFile largest = payload(new byte[Ed25519.MAX_PURE_BYTES])) {
            String signature = key.sign(largest);
            SignatureCheck.verify(largest, SigningFiles.ascii(signature), trust, SigningFiles.NOW);
            String[] words = {"expected at most 8388608 bytes", "found 8388609", "use a bundle or a P-256 key"};
            Refusal.of(SignatureFault.PAYLOAD_TOO_LARGE_FOR_KEY, () -> key.sign(large), words);
            Refusal.of(
                    SignatureFault.PAYLOAD_TOO_LARGE_FOR_KEY,
                    () -> SignatureCheck.verify(large, SigningFiles.ascii(signature), trust, SigningFiles.NOW),
                    words);
        }
    }

    private PayloadFile payload(byte[] content) throws IOException, SignatureException {
        return PayloadFile.read(new ByteArrayInputStream(content), "p.tar.gz", 1L << 30, base);
    }
}
