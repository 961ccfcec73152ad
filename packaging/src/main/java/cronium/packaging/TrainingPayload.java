package cronium.packaging;

import cronium.payload.PayloadException;
import cronium.payload.archive.ArchiveWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A payload for a training run on a host, signed by a key that only that run trusts. Key and signature are made from a constant,
 * so that each build has the same; nothing else may ever trust this key.
 */
final class TrainingPayload {
    private static final String SCRIPT = "echo \"$GREETING\"\necho oops >&2\n";

    private TrainingPayload() {}

    /** Writes {@code payload.tar.gz}, what belongs beside it, and {@code trust/}. */
    static void write(Path directory) throws IOException, PayloadException {
        Path folder = Files.createDirectories(directory.resolve("folder"));
        Files.writeString(folder.resolve("manifest.yaml"), Training.MANIFEST);
        Files.writeString(folder.resolve("script.sh"), SCRIPT);
        Path payload = directory.resolve("payload.tar.gz");
        try (OutputStream out = Files.newOutputStream(payload)) {
            new ArchiveWriter().write(folder, out);
        }
        Trees.remove(folder);
        byte[] content = Files.readAllBytes(payload);
        Files.writeString(
                directory.resolve("payload.tar.gz.sha256"), sha256(content) + "  " + payload.getFileName() + "\n");
        Path trust = Files.createDirectory(directory.resolve("trust"));
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), new Repeatable());
            KeyPair pair = generator.generateKeyPair();
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate(), new Repeatable());
            signature.update(content);
            Files.writeString(
                    directory.resolve("payload.tar.gz.sig"), Base64.getEncoder().encodeToString(signature.sign()));
            Files.writeString(
                    trust.resolve("training.pub"),
                    "-----BEGIN PUBLIC KEY-----\n"
                            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                    .encodeToString(pair.getPublic().getEncoded())
                            + "\n-----END PUBLIC KEY-----\n");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot sign with P-256", e);
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    /** The same bytes each time, which is what randomness must never be. */
    private static final class Repeatable extends SecureRandom {
        private static final long serialVersionUID = 1;

        private byte state;

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                state = (byte) (state * 5 + 59);
                bytes[i] = state;
            }
        }
    }
}
