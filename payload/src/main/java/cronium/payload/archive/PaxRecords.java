package cronium.payload.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The records of one extended header (POSIX pax, "pax Extended Header"): {@code LENGTH KEY=VALUE\n}. Only {@code path},
 * {@code linkpath} and {@code size} are used. Owners, times, extended attributes and ACLs are ignored: nothing of them is
 * restored.
 */
final class PaxRecords {
    private final byte[] bytes;
    private final Set<String> keys = new HashSet<>();
    private Optional<byte[]> path = Optional.empty();
    private Optional<byte[]> link = Optional.empty();
    private OptionalLong size = OptionalLong.empty();

    private PaxRecords(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The header of one entry, type {@code x}. */
    static PaxRecords parse(byte[] bytes) throws ArchiveException {
        PaxRecords records = new PaxRecords(bytes);
        records.parse();
        return records;
    }

    /** The header of all entries that follow, type {@code g}: a comment, as {@code git archive} writes it, does no harm. */
    static void checkGlobal(byte[] bytes) throws ArchiveException {
        PaxRecords records = parse(bytes);
        for (String key : new String[] {"path", "linkpath", "size"}) {
            if (records.keys.contains(key)) {
                throw ArchiveException.of(
                        ArchiveFault.GLOBAL_PAX, "a global PAX header that names no entry", "its record " + key);
            }
        }
    }

    Optional<byte[]> path() {
        return path;
    }

    Optional<byte[]> link() {
        return link;
    }

    OptionalLong size() {
        return size;
    }

    private void parse() throws ArchiveException {
        int at = 0;
        while (at < bytes.length) {
            int space = indexOf((byte) ' ', at, Math.min(bytes.length, at + 10));
            long length = number(at, space, "a decimal length before a PAX record");
            // At least "k=" and the newline follow the length and its space.
            if (length < space - at + 4 || length > bytes.length - at) {
                throw malformed("a PAX record's length within its header of " + bytes.length + " bytes", "" + length);
            }
            int end = at + (int) length;
            if (bytes[end - 1] != '\n') {
                throw malformed("a newline at the end of a PAX record", "byte 0x" + hex(bytes[end - 1]));
            }
            int equals = indexOf((byte) '=', space + 1, end - 1);
            if (equals <= space + 1) {
                throw malformed("KEY=VALUE in a PAX record", equals < 0 ? "no equals sign" : "no key");
            }
            String key = new String(bytes, space + 1, equals - space - 1, StandardCharsets.UTF_8);
            record(key, equals + 1, end - 1);
            at = end;
        }
    }

    private void record(String key, int from, int to) throws ArchiveException {
        if (!keys.add(key)) {
            throw ArchiveException.of(
                    ArchiveFault.REPEATED_HEADER, "each PAX record once", "a second " + Printable.quoted(key));
        }
        if (key.startsWith("GNU.sparse.")) {
            throw ArchiveException.of(ArchiveFault.SPARSE, "a file with all its bytes", "PAX record " + key);
        }
        switch (key) {
            case "path" -> path = Optional.of(Arrays.copyOfRange(bytes, from, to));
            case "linkpath" -> link = Optional.of(Arrays.copyOfRange(bytes, from, to));
            case "size" -> size = OptionalLong.of(number(from, to, "a decimal number as PAX size"));
            default -> {
                // Documented above: owners, times, attributes.
            }
        }
    }

    private long number(int from, int to, String expected) throws ArchiveException {
        if (to <= from || to - from > 18) {
            throw malformed(expected, to <= from ? "none" : (to - from) + " characters");
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                throw malformed(expected, "byte 0x" + hex(bytes[i]));
            }
            value = value * 10 + (bytes[i] - '0');
        }
        return value;
    }

    private int indexOf(byte wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static String hex(byte value) {
        return Integer.toHexString(value & 0xff);
    }

    private static ArchiveException malformed(String expected, String found) {
        return ArchiveException.of(ArchiveFault.MALFORMED_PAX, expected, found);
    }
}
