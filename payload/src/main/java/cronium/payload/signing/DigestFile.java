package cronium.payload.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The file that {@code sha256sum} writes and {@code sha256sum -c} checks: one line with the digest and the name of one file. It
 * finds damage and mistakes; it says nothing about who made the payload.
 */
public final class DigestFile {
    /** The most bytes that it may have; 16 KiB, where a name takes at most four times 255. */
    public static final int MAX_BYTES = 16 << 10;

    private static final int DIGITS = 64;
    private static final SmallFile FILE = new SmallFile(
            "a digest",
            MAX_BYTES,
            SignatureFault.DIGEST_MISSING,
            SignatureFault.DIGEST_MALFORMED,
            SignatureFault.DIGEST_TOO_LARGE);

    private DigestFile() {}

    /**
     * The line for a payload, with its newline, in UTF-8.
     *
     * @param fileName the payload's name without its directory
     */
    public static byte[] line(PayloadFile payload, String fileName) {
        return (escapeMark(fileName) + payload.sha256() + "  " + escaped(fileName) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a digest file and checks the payload against it.
     *
     * @throws SignatureException also {@code digest.missing}
     * @see #check(PayloadFile, byte[], String)
     */
    public static void check(PayloadFile payload, Path file, String fileName) throws IOException, SignatureException {
        check(payload, FILE.read(payload, file), fileName);
    }

    /**
     * Checks a payload against its digest file.
     *
     * @param content one line as {@code sha256sum} writes it, for text or binary, a newline after it or not
     * @param fileName the payload's name without its directory, which the line must have
     * @throws SignatureException {@code digest.too-large}, {@code digest.malformed}, {@code digest.other-file} or
     *     {@code digest.mismatch}
     */
    public static void check(PayloadFile payload, byte[] content, String fileName) throws SignatureException {
        FILE.checkSize(payload, content);
        byte[] mark = escapeMark(fileName).getBytes(StandardCharsets.UTF_8);
        byte[] line = content.length > 0 && content[content.length - 1] == '\n'
                ? Arrays.copyOf(content, content.length - 1)
                : content;
        int start = line.length > 0 && line[0] == '\\' ? 1 : 0;
        checkForm(payload, line, start);
        byte[] name = Arrays.copyOfRange(line, start + DIGITS + 2, line.length);
        if (start != mark.length || !Arrays.equals(name, escaped(fileName).getBytes(StandardCharsets.UTF_8))) {
            throw new SignatureException(
                    SignatureFault.DIGEST_OTHER_FILE,
                    "digest of " + payload.name() + ": expected the name " + fileName + ", found another");
        }
        String digest = new String(line, start, DIGITS, StandardCharsets.US_ASCII);
        if (!digest.equals(payload.sha256())) {
            throw new SignatureException(
                    SignatureFault.DIGEST_MISMATCH,
                    payload.title() + ": expected sha256 " + digest + ", found " + payload.sha256());
        }
    }

    private static void checkForm(PayloadFile payload, byte[] line, int start) throws SignatureException {
        if (line.length == 0) {
            throw malformed(payload, "nothing");
        }
        for (byte b : line) {
            if (b == '\n') {
                throw malformed(payload, "several lines");
            }
        }
        int mark = start + DIGITS;
        boolean separated =
                line.length > mark + 2 && line[mark] == ' ' && (line[mark + 1] == ' ' || line[mark + 1] == '*');
        if (!separated || !isHexadecimal(line, start)) {
            throw malformed(payload, "another");
        }
    }

    private static boolean isHexadecimal(byte[] line, int start) {
        for (int i = start; i < start + DIGITS; i++) {
            boolean digit = line[i] >= '0' && line[i] <= '9';
            if (!digit && (line[i] < 'a' || line[i] > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static SignatureException malformed(PayloadFile payload, String found) {
        return new SignatureException(
                SignatureFault.DIGEST_MALFORMED,
                "digest of " + payload.name()
                        + ": expected one line of 64 lower-case hexadecimal digits, two spaces and a file name, found "
                        + found);
    }

    /** What sha256sum puts before a line whose name it had to escape (coreutils, "md5sum invocation"). */
    private static String escapeMark(String fileName) {
        return escaped(fileName).equals(fileName) ? "" : "\\";
    }

    private static String escaped(String fileName) {
        return fileName.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }
}
