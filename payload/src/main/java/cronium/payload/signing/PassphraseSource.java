package cronium.payload.signing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Where a passphrase comes from; asked only if a key needs one. There is none for the command line: every user of a host can
 * read it there.
 */
@FunctionalInterface
public interface PassphraseSource {

    /**
     * Reads the passphrase.
     *
     * @return closed by the caller
     * @throws SignatureException {@code passphrase.missing}, {@code passphrase.exposed} or {@code passphrase.too-long}
     */
    Passphrase read() throws IOException, SignatureException;

    /** For programs that have none: an encrypted key is refused as {@code key.encrypted}. */
    static PassphraseSource none() {
        return () -> {
            throw new SignatureException(
                    SignatureFault.KEY_ENCRYPTED,
                    "expected a key that is not encrypted, or a passphrase, found neither");
        };
    }

    /**
     * The source that a text names, as openssl writes it: {@code file:PATH}, {@code env:NAME} or {@code fd:NUMBER}.
     *
     * @param environment the variables of this process
     * @throws IllegalArgumentException if it is another text; it is not quoted, since it may be a passphrase
     */
    static PassphraseSource named(String text, Map<String, String> environment) {
        if (text.startsWith("file:") && text.length() > 5) {
            return file(Path.of(text.substring(5)));
        }
        if (text.startsWith("env:") && text.length() > 4) {
            return environment(text.substring(4), environment);
        }
        if (text.startsWith("fd:") && text.length() > 3 && text.length() < 9) {
            try {
                int descriptor = Integer.parseInt(text.substring(3));
                if (descriptor >= 0) {
                    return descriptor(descriptor);
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "expected fd: and the number of a descriptor, found another text after fd:", e);
            }
        }
        throw new IllegalArgumentException(
                "expected file:PATH, env:NAME or fd:NUMBER, found another text; a passphrase itself is not taken here");
    }

    /** The first line of a file, or of what is read from a pipe. A file must be private to its owner. */
    static PassphraseSource file(Path file) {
        return () -> {
            try {
                FileRights rights = FileRights.of(file.toRealPath());
                if (rights.isRegularFile() && rights.grants(077)) {
                    throw new SignatureException(
                            SignatureFault.PASSPHRASE_EXPOSED,
                            "passphrase in " + file + ": expected mode 600, found " + rights.mode());
                }
                return firstLine(file, "passphrase in " + file);
            } catch (NoSuchFileException e) {
                throw missing("passphrase in " + file + ": expected a file, found nothing");
            } catch (AccessDeniedException e) {
                throw missing("passphrase in " + file + ": expected a file that this user may read, found another");
            }
        };
    }

    /** A variable of this process. Others of the same user can see it in {@code /proc}, and it cannot be wiped. */
    static PassphraseSource environment(String name, Map<String, String> environment) {
        return () -> {
            String value = environment.get(name);
            if (value == null) {
                throw missing("passphrase in the environment variable " + name + ": expected a value, found nothing");
            }
            return bounded(value.getBytes(StandardCharsets.UTF_8), "passphrase in the environment variable " + name);
        };
    }

    /** The first line that is read from a descriptor of this process. */
    static PassphraseSource descriptor(int number) {
        return () -> {
            try {
                return firstLine(Path.of("/dev/fd/" + number), "passphrase from descriptor " + number);
            } catch (NoSuchFileException e) {
                throw missing("passphrase from descriptor " + number + ": expected one that is open, found none");
            }
        };
    }

    private static Passphrase firstLine(Path file, String what) throws IOException, SignatureException {
        byte[] read = new byte[Passphrase.MAX_BYTES + 1];
        try (InputStream in = Files.newInputStream(file)) {
            int count = in.readNBytes(read, 0, read.length);
            int end = 0;
            while (end < count && read[end] != '\n') {
                end++;
            }
            int cut = end > 0 && end < count && read[end - 1] == '\r' ? end - 1 : end;
            return bounded(Arrays.copyOf(read, cut), what);
        } finally {
            Arrays.fill(read, (byte) 0);
        }
    }

    private static Passphrase bounded(byte[] bytes, String what) throws SignatureException {
        if (bytes.length > Passphrase.MAX_BYTES) {
            Arrays.fill(bytes, (byte) 0);
            throw new SignatureException(
                    SignatureFault.PASSPHRASE_TOO_LONG,
                    what + ": expected at most " + Passphrase.MAX_BYTES + " bytes, found more");
        }
        return Passphrase.owning(bytes);
    }

    private static SignatureException missing(String message) {
        return new SignatureException(SignatureFault.PASSPHRASE_MISSING, message);
    }
}
