package cronium.payload.signing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * How a file that belongs to a payload is read and refused.
 *
 * @param thing with its article, such as {@code a signature}
 * @param maxBytes the most that it may have
 * @param missing if there is none, or none that this user may read
 * @param malformed if it is a directory
 */
record SmallFile(
        String thing, int maxBytes, SignatureFault missing, SignatureFault malformed, SignatureFault tooLarge) {

    byte[] read(PayloadFile payload, Path file) throws IOException, SignatureException {
        if (Files.isDirectory(file)) {
            throw new SignatureException(malformed, message(payload, file, "a directory"));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(maxBytes + 1);
            checkSize(payload, content);
            return content;
        } catch (NoSuchFileException e) {
            throw new SignatureException(missing, message(payload, file, "no such file"), e);
        } catch (AccessDeniedException e) {
            throw new SignatureException(missing, message(payload, file, "a file that this user may not read"), e);
        }
    }

    void checkSize(PayloadFile payload, byte[] content) throws SignatureException {
        if (content.length > maxBytes) {
            throw new SignatureException(
                    tooLarge,
                    payload.title() + ": expected " + thing + " of at most " + maxBytes + " bytes, found more");
        }
    }

    private String message(PayloadFile payload, Path file, String found) {
        return payload.title() + ": expected " + thing + " in " + file + ", found " + found;
    }
}
