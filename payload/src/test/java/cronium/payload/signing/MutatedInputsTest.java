package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.payload.PayloadException;
import cronium.payload.manifest.ExecutionId;
import cronium.payload.manifest.ManifestException;
import cronium.payload.signing.Json.JsonException;
import cronium.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.spec.InvalidKeySpecException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever happens to what comes from outside, it is refused as documented, or it is as good as the original. More rounds with
 * {@code -Dcronium.mutations=N}.
 */
class MutatedInputsTest {
    private static final int ROUNDS = Integer.getInteger("cronium.mutations", 2000);
    private static final String PASSPHRASE = "p";

    /** Pieces that mean something to one of the readers. */
    private static final List<String> FRAGMENTS = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            "\\u0000",
            "\\",
            ":",
            ",",
            "null",
            "true",
            "1e999",
            "-1",
            "=",
            "==",
            "\n",
            "\r\n",
            " ",
            "*a",
            "&a ",
            "!!map ",
            "---\n",
            "# ",
            "'",
            "~",
            "\u00e9",
            "\ufeff",
            "\u0000",
            "-----BEGIN PUBLIC KEY-----",
            "-----END PUBLIC KEY-----",
            "-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----",
            "AAAA",
            "0",
            "99999999999999999999",
            "\"mediaType\":\"\",",
            "\"tlogEntries\":[],",
            "\"dsseEnvelope\":{},",
            "\"N\":2147483648",
            "notAfter: 1\n",
            "hosts: [a]\n",
            "events: ['*']\n",
            "  ");

    @TempDir
    private Path base;

    private PayloadFile payload;

    /** One reader of untrusted bytes: says whether it took them, and throws nothing but what it documents. */
    interface Reader {
        boolean takes(byte[] bytes) throws IOException;
    }

    @BeforeEach
    void makePayload() throws IOException, SignatureException {
        payload = SigningFiles.payload(base, "the payload");
    }

    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void signatures(KeyAlgorithm algorithm) throws Exception {
        SigningKey key = SigningKey.generate(algorithm);
        TrustStore trust = TrustStore.read(SigningFiles.trustDirectory(base, "release", key));
        String signature = key.sign(payload);
        mutate("signatures " + algorithm, SigningFiles.ascii(signature), bytes -> {
            try {
                SignatureCheck.verify(payload, bytes, trust, SigningFiles.NOW);
            } catch (PayloadException refused) {
                return false;
            }
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                    .isIn(signature, signature + "\n", signature + "\r\n");
            return true;
        });
    }

    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void bundles(KeyAlgorithm algorithm) throws Exception {
        SigningKey key = SigningKey.generate(algorithm);
        TrustStore trust = TrustStore.read(SigningFiles.trustDirectory(base, "release", key));
        byte[] bundle = SigningFiles.ascii(key.signBundle(payload));
        SigstoreBundle original = SigstoreBundle.parse(bundle, "p");
        mutate("bundles " + algorithm, bundle, bytes -> {
            try {
                BundleCheck.verify(payload, bytes, trust, SigningFiles.NOW);
                assertThat(SigstoreBundle.parse(bytes, "p")).isEqualTo(original);
                return true;
            } catch (PayloadException refused) {
                assertThat(refused.getMessage()).doesNotContainPattern("\\p{Cc}");
                return false;
            }
        });
    }

    @Test
    void digestFiles() {
        byte[] line = DigestFile.line(payload, "p.tar.gz");
        mutate("digest files", line, bytes -> {
            try {
                DigestFile.check(payload, bytes, "p.tar.gz");
            } catch (SignatureException refused) {
                return false;
            }
            assertThat(new String(bytes, StandardCharsets.UTF_8).strip().replace(" *", "  "))
                    .isEqualTo(new String(line, StandardCharsets.UTF_8).strip());
            return true;
        });
    }

    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void publicKeys(KeyAlgorithm algorithm) {
        byte[] pem = SigningFiles.ascii(SigningKey.generate(algorithm).publicKeyPem());
        mutate("public keys " + algorithm, pem, bytes -> {
            Optional<byte[]> der = Pem.decode(Pem.PUBLIC_KEY, bytes);
            if (der.isEmpty()) {
                return false;
            }
            KeyAlgorithm kind = KeyAlgorithm.ofPublic(der.get());
            try {
                assertThat(kind.encode(kind.decodePublic(der.get()))).isEqualTo(der.get());
                return true;
            } catch (InvalidKeySpecException refused) {
                return false;
            }
        });
    }

    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void privateKeys(KeyAlgorithm algorithm) {
        byte[] der = algorithm.encode(algorithm.generate());
        mutate("private keys " + algorithm, der, bytes -> {
            KeyAlgorithm kind = KeyAlgorithm.ofPrivate(bytes);
            try {
                kind.encode(kind.decodePair(bytes));
                return true;
            } catch (InvalidKeySpecException refused) {
                return false;
            }
        });
    }

    @Test
    void encryptedKeys() {
        byte[] salt = new byte[8];
        byte[] nonce = new byte[24];
        byte[] box = SecretBox.seal(
                SecretBox.scrypt(SigningFiles.ascii(PASSPHRASE), salt, 4, 1, 1), nonce, SigningFiles.ascii("secret"));
        String json = "{\"kdf\":{\"name\":\"scrypt\",\"params\":{\"N\":4,\"r\":1,\"p\":1},\"salt\":\""
                + StrictBase64.encode(salt) + "\"},\"cipher\":{\"name\":\"nacl/secretbox\",\"nonce\":\""
                + StrictBase64.encode(nonce) + "\"},\"ciphertext\":\"" + StrictBase64.encode(box) + "\"}";
        mutate("encrypted keys", SigningFiles.ascii(json), bytes -> {
            try {
                Optional<byte[]> opened = EncryptedKey.decrypt(bytes, SigningFiles.ascii(PASSPHRASE));
                opened.ifPresent(plain -> assertThat(plain).asString().isEqualTo("secret"));
                return opened.isPresent();
            } catch (JsonException refused) {
                return false;
            }
        });
    }

    @Test
    void policies() {
        String policy =
                "events: [backup-*, 'a?']\ninterpreters: [bash, python]\nnotAfter: 2030-01-31T18:00:00Z\ngrants: false\n";
        mutate("policies", SigningFiles.ascii(policy), bytes -> {
            try {
                PolicyFile.parse(bytes, "policy");
                return true;
            } catch (ManifestException refused) {
                assertThat(refused.problems()).isNotEmpty();
                return false;
            }
        });
    }

    @Test
    void grants() {
        Grant grant = new Grant(
                payload.sha256(),
                new ExecutionId("exec-1"),
                List.of("web-1", "web-2"),
                Optional.of(Instant.EPOCH),
                SigningFiles.NOW,
                List.of("REGION"));
        mutate("grants", grant.document(), bytes -> {
            try {
                Grant read = GrantDocument.parse(bytes, "grant");
                assertThat(GrantDocument.parse(read.document(), "grant")).isEqualTo(read);
                return true;
            } catch (SignatureException refused) {
                assertThat(refused.getMessage()).doesNotContainPattern("[\\p{Cc}&&[^\\n]]");
                return false;
            }
        });
    }

    private static void mutate(String what, byte[] original, Reader reader) {
        RandomGenerator random = Seed.announced("mutated " + what).random();
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] mutated = mutated(original, random);
            try {
                taken += reader.takes(mutated) ? 1 : 0;
            } catch (IOException | RuntimeException | StackOverflowError | AssertionError undocumented) {
                throw new AssertionError(
                        "round " + round + " on " + new String(mutated, StandardCharsets.ISO_8859_1), undocumented);
            }
        }
        System.out.println("mutated " + what + ": " + taken + " of " + ROUNDS + " taken");
        assertThat(taken).isLessThan(ROUNDS);
    }

    private static byte[] mutated(byte[] original, RandomGenerator random) {
        byte[] bytes = original;
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            bytes = mutatedOnce(bytes, random);
        }
        return bytes;
    }

    private static byte[] mutatedOnce(byte[] bytes, RandomGenerator random) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(12));
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.write(bytes, 0, from);
        switch (random.nextInt(7)) {
            case 0 -> result.write(bytes, to, bytes.length - to);
            case 1 -> {
                result.writeBytes(fragment(random));
                result.write(bytes, from, bytes.length - from);
            }
            case 2 -> {
                result.writeBytes(fragment(random));
                result.write(bytes, to, bytes.length - to);
            }
            case 3 -> {
                result.write(random.nextInt(256));
                result.write(bytes, Math.min(from + 1, bytes.length), Math.max(0, bytes.length - from - 1));
            }
            case 4 -> {
                result.write(bytes, from, to - from);
                result.write(bytes, from, bytes.length - from);
            }
            case 5 -> {
                byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
                if (rest.length > 0) {
                    rest[0] ^= (byte) (1 << random.nextInt(8));
                }
                result.writeBytes(rest);
            }
            default -> {
                int other = random.nextInt(bytes.length + 1);
                result.write(bytes, other, bytes.length - other);
            }
        }
        return result.toByteArray();
    }

    private static byte[] fragment(RandomGenerator random) {
        return FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(StandardCharsets.UTF_8);
    }
}
