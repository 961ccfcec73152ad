package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.payload.signing.Json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedKeyTest {
    private static final HexFormat HEX = HexFormat.of();

    /** Cheap on purpose: scrypt's cost is not what these tests are about. */
    private static final String CHEAP = cheapJson();

    @TempDir
    private Path base;

    /** The first vector of NaCl's own tests of crypto_secretbox (tests/secretbox.c). */
    @Test
    void theBoxIsThatOfNacl() {
        byte[] key = HEX.parseHex("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389");
        byte[] nonce = HEX.parseHex("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37");
        byte[] plain = HEX.parseHex("be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffce5ecbaaf33bd751a"
                + "1ac728d45e6c61296cdc3c01233561f41db66cce314adb310e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f"
                + "21af1fde048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f937763848645e0705");
        String boxed =
                "f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186a"
                        + "c0dfc17c98dce87b4da7f011ec48c97271d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae902243"
                        + "68517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b37973f622a43d14a6599b1f654cb45a74e355a5";
        assertThat(HEX.formatHex(SecretBox.seal(key, nonce, plain))).isEqualTo(boxed);
        assertThat(SecretBox.open(key, nonce, HEX.parseHex(boxed)))
                .hasValueSatisfying(opened -> assertThat(opened).isEqualTo(plain));
    }

    /** RFC 7914, 12, its first 32 bytes. */
    @Test
    void theKeyIsThatOfScrypt() {
        assertThat(HEX.formatHex(
                        SecretBox.scrypt(SigningFiles.ascii("password"), SigningFiles.ascii("NaCl"), 1024, 8, 16)))
                .isEqualTo("fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162");
    }

    @Test
    void everyFlippedBitOfABoxIsRefused() {
        byte[] key = new byte[32];
        byte[] nonce = new byte[24];
        byte[] boxed = SecretBox.seal(key, nonce, SigningFiles.ascii("secret"));
        for (int bit = 0; bit < boxed.length * 8; bit++) {
            boxed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(SecretBox.open(key, nonce, boxed)).isEmpty();
            boxed[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertThat(SecretBox.open(key, nonce, new byte[15])).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void aKeyIsTheSameAfterEncryptingAndReading(KeyAlgorithm algorithm) throws Exception {
        SigningKey key = SigningKey.generate(algorithm);
        Path file = base.resolve("release.key");
        try (Passphrase passphrase = Passphrase.of("grüße €".toCharArray())) {
            key.writeEncrypted(file, passphrase);
        }
        assertThat(Files.readString(file))
                .startsWith("-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\n")
                .endsWith("-----END ENCRYPTED SIGSTORE PRIVATE KEY-----\n");
        SigningKey read = SigningKey.read(file, PassphraseSource.environment("P", Map.of("P", "grüße €")));
        assertThat(read.publicKeyPem()).isEqualTo(key.publicKeyPem());
        Refusal.of(
                SignatureFault.KEY_WRONG_PASSPHRASE,
                () -> SigningKey.read(file, PassphraseSource.environment("P", Map.of("P", "grüsse €"))));
    }

    @Test
    void anEmptyPassphraseIsNoneForANewKey() {
        Refusal.of(
                SignatureFault.PASSPHRASE_MISSING,
                () -> SigningKey.generate().writeEncrypted(base.resolve("k"), Passphrase.of(new char[0])),
                "expected at least one character, found none");
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void aKeyThatIsNotEncryptedAsksForNoPassphrase() throws Exception {
        SigningKey.generate().write(base.resolve("plain.key"));
        SigningKey.read(base.resolve("plain.key"), () -> {
            throw new AssertionError("asked");
        });
    }

    @Test
    void cheapParametersOpen() throws Exception {
        assertThat(EncryptedKey.decrypt(SigningFiles.ascii(CHEAP), SigningFiles.ascii("p")))
                .hasValueSatisfying(plain -> assertThat(plain).asString().isEqualTo("secret"));
        assertThat(EncryptedKey.decrypt(SigningFiles.ascii(CHEAP), SigningFiles.ascii("q")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2097152,8,1",
        "1048576,1,9",
        "131072,9,1",
        "0,8,1",
        "1,8,1",
        "3,8,1",
        "65535,8,1",
        "2,0,1",
        "2,1,0",
        "65536,1,1",
        "2,2000000000,1",
        "1073741824,2,1"
    })
    void parametersThatAskForTooMuchAreRefusedBeforeTheyCost(String n, String r, String p) {
        String json = CHEAP.replace("\"N\":4", "\"N\":" + n)
                .replace("\"r\":1", "\"r\":" + r)
                .replace("\"p\":1", "\"p\":" + p);
        assertThatThrownBy(() -> EncryptedKey.decrypt(SigningFiles.ascii(json), new byte[0]))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("scrypt parameter");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"N\":4; \"N\":-4; no whole number in kdf.params.N",
                "\"N\":4; \"N\":4.0; no whole number in kdf.params.N",
                "\"N\":4; \"N\":\"4\"; no whole number in kdf.params.N",
                "\"N\":4; \"N\":99999999999999; no whole number in kdf.params.N",
                "\"N\":4; \"N\":4,\"N\":4; a name twice",
                "scrypt; pbkdf2; another kind of encryption",
                "nacl/secretbox; aes; another kind of encryption",
                "\"nonce\":\"; \"nonce\":\"AAAA; a nonce of 27 bytes",
                "\"ciphertext\":\"; \"ciphertext\":\"*; no base64 in ciphertext",
                "\"salt\":\"; \"salt\":\"*; no base64 in kdf.salt",
                "{\"kdf\"; {\"x\":1,\"kdf\"; the unknown field x"
            })
    void otherJsonIsRefusedWithoutQuotingIt(String part, String changed, String found) {
        assertThat(CHEAP).contains(part);
        assertThatThrownBy(() -> EncryptedKey.decrypt(
                        CHEAP.replace(part, changed).getBytes(StandardCharsets.UTF_8), new byte[0]))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining(found);
    }

    @Test
    void aBlockThatIsNoJsonIsRefused() throws IOException {
        Path file = SigningFiles.mode(
                Files.writeString(base.resolve("k"), Pem.encode(EncryptedKey.LABEL, SigningFiles.ascii("no JSON"))),
                "rw-------");
        Refusal.of(
                SignatureFault.KEY_MALFORMED,
                () -> SigningKey.read(file, () -> Passphrase.of(new char[0])),
                "found text that is not JSON at line 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "secret\n", "secret\r\n", "secret\nmore\n"})
    void aPassphraseIsTheFirstLineOfAFile(String content) throws Exception {
        Path file = SigningFiles.mode(Files.writeString(base.resolve("pass"), content), "rw-------");
        try (Passphrase passphrase =
                PassphraseSource.named("file:" + file, Map.of()).read()) {
            assertThat(passphrase.bytes()).asString().isEqualTo("secret");
        }
    }

    @Test
    void aPassphraseIsReadFromAPipe() throws Exception {
        Program.succeed(base, "mkfifo", "pipe");
        Process writer = new ProcessBuilder("sh", "-c", "echo secret > pipe")
                .directory(base.toFile())
                .start();
        try (Passphrase passphrase = PassphraseSource.file(base.resolve("pipe")).read()) {
            assertThat(passphrase.bytes()).asString().isEqualTo("secret");
        }
        assertThat(writer.waitFor()).isZero();
    }

    @Test
    void aPassphraseIsReadFromADescriptorOfTheProcess() throws Exception {
        assertThat(UnprivilegedRun.withInput("secret\n", "descriptor", Path.of("0")))
                .isEqualTo("6 bytes");
        assertThat(UnprivilegedRun.of("descriptor", Path.of("777")))
                .isEqualTo("passphrase.missing passphrase from descriptor 777: expected one that is open, found none");
    }

    @Test
    void aMissingPassphraseIsRefused() {
        Refusal.of(
                SignatureFault.PASSPHRASE_MISSING,
                () -> PassphraseSource.named("env:NONE", Map.of()).read(),
                "passphrase in the environment variable NONE: expected a value, found nothing");
        Refusal.of(
                SignatureFault.PASSPHRASE_MISSING,
                () -> PassphraseSource.named("file:" + base.resolve("none"), Map.of())
                        .read(),
                "passphrase in " + base.resolve("none") + ": expected a file, found nothing");
    }

    @Test
    void aPassphraseThatOthersCanReadIsRefused() throws IOException {
        Path file = SigningFiles.mode(Files.writeString(base.resolve("pass"), "secret"), "rw-r-----");
        Refusal.of(
                SignatureFault.PASSPHRASE_EXPOSED,
                () -> PassphraseSource.file(file).read(),
                "expected mode 600, found 640");
    }

    @Test
    void aLongPassphraseIsRefused() throws IOException {
        Path file = SigningFiles.mode(Files.writeString(base.resolve("pass"), "x".repeat(1025)), "rw-------");
        Refusal.of(
                SignatureFault.PASSPHRASE_TOO_LONG,
                () -> PassphraseSource.file(file).read(),
                "expected at most 1024 bytes, found more");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "secret", "pass:secret", "file:", "env:", "fd:", "fd:x", "fd:-1", "fd:1000000", "stdin"})
    void aPassphraseItselfIsNoSourceAndIsNotQuoted(String text) {
        assertThatThrownBy(() -> PassphraseSource.named(text, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aPassphraseIsWipedAndSaysNothing() {
        Passphrase passphrase = Passphrase.of("secret".toCharArray());
        assertThat(passphrase).hasToString("passphrase");
        passphrase.close();
        assertThat(passphrase.bytes()).containsOnly(0);
    }

    private static String cheapJson() {
        byte[] salt = new byte[8];
        byte[] nonce = new byte[24];
        byte[] key = SecretBox.scrypt(SigningFiles.ascii("p"), salt, 4, 1, 1);
        return "{\"kdf\":{\"name\":\"scrypt\",\"params\":{\"N\":4,\"r\":1,\"p\":1},\"salt\":\""
                + StrictBase64.encode(salt)
                + "\"},\"cipher\":{\"name\":\"nacl/secretbox\",\"nonce\":\"" + StrictBase64.encode(nonce)
                + "\"},\"ciphertext\":\""
                + StrictBase64.encode(SecretBox.seal(key, nonce, SigningFiles.ascii("secret")))
                + "\"}";
    }
}
