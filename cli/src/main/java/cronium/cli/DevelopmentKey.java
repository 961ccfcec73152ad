package cronium.cli;

import cronium.payload.PayloadException;
import cronium.payload.signing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The key that {@code cronium run} signs folders with: made on first use, private to the user, in the configuration directory.
 * Only {@code cronium run} trusts it: its public key lies in a trust directory of its own.
 */
record DevelopmentKey(SigningKey key, Path trust) {

    /** Reads the key, or makes it. Of several at once, one makes it and all use it. */
    static DevelopmentKey in(Path configuration) throws IOException, PayloadException {
        Path directory = PrivateDirectory.make(configuration.resolve("development"));
        Path keyFile = directory.resolve("key.pem");
        if (!Files.exists(keyFile)) {
            make(keyFile);
        }
        SigningKey key = SigningKey.read(keyFile);
        Path trust = PrivateDirectory.make(directory.resolve("trust"));
        Path publicKey = trust.resolve("development.pub");
        if (!Files.exists(publicKey) || !Files.readString(publicKey).equals(key.publicKeyPem())) {
            NewFile.write(publicKey, key.publicKeyPem().getBytes(StandardCharsets.US_ASCII));
        }
        return new DevelopmentKey(key, trust);
    }

    private static void make(Path keyFile) throws IOException {
        try (NewFile file = NewFile.beside(keyFile)) {
            Files.deleteIfExists(file.path());
            SigningKey.generate().write(file.path());
            // A link, unlike a rename, does not replace the key that another one made meanwhile.
            Files.createLink(keyFile, file.path());
        } catch (FileAlreadyExistsException e) {
            // The other one's is as good.
        }
    }
}
