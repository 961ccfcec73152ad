package cronium.payload.signing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * What a file of a trust directory must be to be relied on.
 *
 * @param what it is, for messages
 */
record TrustFile(String what, int maxBytes, SignatureFault fault) {
    static final TrustFile KEY = new TrustFile("trusted key", 16 << 10, SignatureFault.TRUST_BAD_KEY);
    static final TrustFile POLICY = new TrustFile("policy", PolicyFile.MAX_BYTES, SignatureFault.TRUST_BAD_POLICY);

    private static final int WRITABLE_BY_ALL = 02;

    byte[] read(Path file) throws IOException, SignatureException {
        FileRights rights = FileRights.of(file);
        if (!rights.isRegularFile()) {
            throw refused(file, "a file", rights.kind());
        }
        if (rights.grants(WRITABLE_BY_ALL)) {
            throw refused(file, "one that only some may write to", "mode " + rights.mode());
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(maxBytes + 1);
            if (content.length > maxBytes) {
                throw refused(file, "at most " + maxBytes + " bytes", "more");
            }
            return content;
        } catch (AccessDeniedException e) {
            throw refused(file, "a file that this user may read", "one that it may not");
        }
    }

    SignatureException refused(Path file, String expected, String found) {
        return new SignatureException(fault, what + " " + file + ": expected " + expected + ", found " + found);
    }

    static SignatureException badKey(Path file, String expected, String found) {
        return KEY.refused(file, expected, found);
    }

    static void checkDirectory(Path directory, FileRights rights) throws SignatureException {
        if (!rights.isDirectory()) {
            throw badDirectory(directory, "a directory", rights.kind());
        }
        if (rights.grants(WRITABLE_BY_ALL)) {
            throw badDirectory(directory, "one that only some may write to", "mode " + rights.mode());
        }
    }

    static SignatureException badDirectory(Path directory, String expected, String found) {
        return new SignatureException(
                SignatureFault.TRUST_BAD_DIRECTORY,
                "trust directory " + directory + ": expected " + expected + ", found " + found);
    }
}
