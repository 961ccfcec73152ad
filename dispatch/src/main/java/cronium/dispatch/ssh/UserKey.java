package cronium.dispatch.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A key to log in with, as ssh-keygen makes them. */
public final class UserKey {
    private UserKey() {}

    /**
     * Makes an Ed25519 key without a passphrase, mode 0600, and its public half beside it with {@code .pub}; nothing if it is there. The
     * private half comes last and whole.
     *
     * @param comment one line, for whoever finds it in authorized_keys
     * @throws IOException when it cannot be made or written
     */
    public static void make(Path file, String comment) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        ByteArrayOutputStream priv = new ByteArrayOutputStream();
        ByteArrayOutputStream pub = new ByteArrayOutputStream();
        try {
            KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.ED25519);
            pair.setPublicKeyComment(comment);
            pair.writeOpenSSHv1PrivateKey(priv, null);
            pair.writePublicKey(pub, comment);
        } catch (JSchException e) {
            throw new IOException("expected to make an Ed25519 key, found " + e.getMessage(), e);
        }
        Files.write(publicHalf(file), pub.toByteArray());
        Path coming = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(coming);
        Files.createFile(coming, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(coming, priv.toByteArray());
        Files.move(coming, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The line for authorized_keys. */
    public static String publicLine(Path file) throws IOException {
        return Files.readString(publicHalf(file), StandardCharsets.UTF_8).strip();
    }

    private static Path publicHalf(Path file) {
        return Path.of(file + ".pub");
    }
}
