package cronium.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** A P-256 key pair that signs as {@code cosign sign-blob --key} and {@code openssl dgst -sha256 -sign} do. */
record SigningPair(KeyPair keys) {

    static SigningPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new SigningPair(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("expected every JDK to have P-256, found " + e, e);
        }
    }

    void writePublicKey(Path file) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPublic().getEncoded());
        Files.writeString(
                file,
                "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n",
                StandardCharsets.US_ASCII);
    }

    /** Writes the signature of a payload beside it, {@code NAME.tar.gz.sig}. */
    Path sign(Path payload) throws IOException {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(Files.readAllBytes(payload));
            return Files.writeString(
                    Path.of(payload + ".sig"),
                    Base64.getEncoder().encodeToString(signature.sign()) + "\n",
                    StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("expected to sign, found " + e, e);
        }
    }
}
