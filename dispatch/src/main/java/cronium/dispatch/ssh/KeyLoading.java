package cronium.dispatch.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Reads private keys and opens them. Bytes that are no longer needed are overwritten. */
final class KeyLoading {
    private static final int MOST_BYTES = 64 << 10;
    private static final String END = "-----END ";

    private final JSch library;
    private final HostSpec host;
    private final KeySecrets secrets;

    KeyLoading(JSch library, HostSpec host, KeySecrets secrets) {
        this.library = library;
        this.host = host;
        this.secrets = secrets;
    }

    /**
     * What was found under the name of a key.
     *
     * @param key empty if it is only public here, or shut
     * @param publicKey its bytes; empty if the key is shut and does not say
     * @param certificate a line with one that goes with the key
     * @param isShut whether a passphrase is missing
     */
    record Found(
            String name,
            Optional<KeyPair> key,
            Optional<byte[]> publicKey,
            Optional<String> certificate,
            boolean isShut) {}

    Found read(LoginKey key) throws SshFailure {
        return switch (key) {
            case LoginKey.InFile(Path file) -> inFile(file);
            case LoginKey.Stored stored -> inSecret(stored);
        };
    }

    private Found inFile(Path file) throws SshFailure {
        byte[] text = bytes(file, "a private key");
        try {
            Path beside = Path.of(file + "-cert.pub");
            Optional<String> certificate =
                    Files.isReadable(beside) ? Optional.of(line(beside, "a certificate")) : Optional.empty();
            Optional<byte[]> alone = PublicKeyLine.bytes(new String(text, StandardCharsets.ISO_8859_1));
            if (alone.isPresent()) {
                return new Found(file.toString(), Optional.empty(), alone, certificate, false);
            }
            Path half = Path.of(file + ".pub");
            Optional<byte[]> publicKey =
                    Files.isReadable(half) ? PublicKeyLine.bytes(line(half, "a public key")) : Optional.empty();
            return opened(file.toString(), text, publicKey, certificate);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private Found inSecret(LoginKey.Stored stored) throws SshFailure {
        byte[] text = secret(stored.name());
        try {
            int rest = afterKey(text);
            Optional<String> certificate = Optional.of(
                            new String(text, rest, text.length - rest, StandardCharsets.ISO_8859_1).strip())
                    .filter(line -> !line.isEmpty());
            return opened(stored.toString(), Arrays.copyOf(text, rest), Optional.empty(), certificate);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    /** Where the line after the key begins, RFC 7468. */
    private static int afterKey(byte[] text) {
        int end = new String(text, StandardCharsets.ISO_8859_1).indexOf(END);
        for (int i = Math.max(end, 0); i < text.length && end >= 0; i++) {
            if (text[i] == '\n') {
                return i + 1;
            }
        }
        return text.length;
    }

    private Found opened(String name, byte[] text, Optional<byte[]> publicKey, Optional<String> certificate)
            throws SshFailure {
        try {
            KeyPair pair = KeyPair.load(library, text, null);
            if (pair.isEncrypted()) {
                Optional<String> passphrase = host.login().passphrase();
                if (passphrase.isEmpty()) {
                    return new Found(
                            name,
                            Optional.empty(),
                            Optional.ofNullable(pair.getPublicKeyBlob()).or(() -> publicKey),
                            certificate,
                            true);
                }
                open(name, pair, passphrase.get());
            }
            return new Found(name, Optional.of(pair), Optional.ofNullable(pair.getPublicKeyBlob()), certificate, false);
        } catch (JSchException e) {
            // Its message goes no further: it may quote what was read.
            throw failure(
                    SshFailure.Kind.IDENTITY_UNREADABLE,
                    "expected a private key in " + name + ", found something else: ssh-keygen makes them");
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private void open(String name, KeyPair pair, String passphrase) throws SshFailure {
        byte[] value = secret(passphrase);
        byte[] line = withoutLineEnd(value);
        try {
            if (!pair.decrypt(line)) {
                throw failure(
                        SshFailure.Kind.PASSPHRASE_WRONG,
                        "expected the secret " + passphrase + " to open the key in " + name
                                + ", found that it does not: it is the passphrase of another key, or was changed");
            }
        } finally {
            Arrays.fill(value, (byte) 0);
            Arrays.fill(line, (byte) 0);
        }
    }

    /** Editors and echo end a file with one; no passphrase that was typed has it. */
    private static byte[] withoutLineEnd(byte[] value) {
        int length = value.length;
        while (length > 0 && (value[length - 1] == '\n' || value[length - 1] == '\r')) {
            length--;
        }
        return Arrays.copyOf(value, length);
    }

    private byte[] secret(String name) throws SshFailure {
        try {
            return secrets.open(name);
        } catch (KeySecrets.UnavailableException e) {
            throw failure(SshFailure.Kind.SECRET_MISSING, String.valueOf(e.getMessage()));
        }
    }

    /** The text of a file, of which others take the first line. */
    String line(Path file, String what) throws SshFailure {
        return new String(bytes(file, what), StandardCharsets.ISO_8859_1);
    }

    private byte[] bytes(Path file, String what) throws SshFailure {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] found = in.readNBytes(MOST_BYTES + 1);
            if (found.length > MOST_BYTES) {
                throw failure(
                        SshFailure.Kind.IDENTITY_UNREADABLE,
                        "expected " + what + " in " + file + ", found more than " + MOST_BYTES + " bytes");
            }
            return found;
        } catch (NoSuchFileException e) {
            throw failure(
                    SshFailure.Kind.IDENTITY_UNREADABLE, "expected " + what + " in " + file + ", found no such file");
        } catch (IOException e) {
            throw failure(SshFailure.Kind.IDENTITY_UNREADABLE, "expected " + what + " in " + file + ", found " + e);
        }
    }

    SshFailure failure(SshFailure.Kind kind, String message) {
        return new SshFailure(host, kind, Step.CONNECT, message);
    }
}
