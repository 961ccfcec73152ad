package cronium.releases;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content of {@code SHA256SUMS}: what {@code sha256sum} writes for files of plain names, sorted by name.
 *
 * @param digests in 64 lower-case hexadecimal digits, by name
 */
public record Sums(SortedMap<String, String> digests) {
    /** The most bytes that are read; 64 KiB. */
    static final int MAX_BYTES = 64 << 10;

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9._-]*)");

    public Sums {
        digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    }

    /** @throws StoreException if it is anything else than such lines, in their order */
    static Sums parse(byte[] content) throws StoreException {
        SortedMap<String, String> digests = new TreeMap<>();
        int number = 0;
        for (String line :
                new String(content, StandardCharsets.ISO_8859_1).lines().toList()) {
            number++;
            Matcher parts = LINE.matcher(line);
            if (!parts.matches() || digests.put(parts.group(2), parts.group(1)) != null) {
                throw new StoreException("expected in line " + number
                        + " 64 lower-case hexadecimal digits, two spaces and a name that no other line has, found"
                        + " something else");
            }
        }
        Sums sums = new Sums(digests);
        if (!Arrays.equals(sums.bytes(), content) || digests.isEmpty()) {
            throw new StoreException(
                    "expected at least one line, the lines sorted by name and a newline after each, found "
                            + (digests.isEmpty() ? "none" : "another form"));
        }
        return sums;
    }

    public byte[] bytes() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> line : digests.entrySet()) {
            text.append(line.getValue()).append("  ").append(line.getKey()).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
