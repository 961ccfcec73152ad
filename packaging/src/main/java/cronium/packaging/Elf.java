package cronium.packaging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A 64-bit little-endian ELF file, as elf(5) describes it. */
final class Elf {
    private static final int PROGRAM_HEADERS_OFFSET = 32;
    private static final int SECTION_HEADERS_OFFSET = 40;
    private static final int PROGRAM_HEADER_SIZE = 54;
    private static final int PROGRAM_HEADER_COUNT = 56;
    private static final int SECTION_HEADER_SIZE = 58;
    private static final int GNU_STACK = 0x6474e551;
    private static final Pattern GLIBC = Pattern.compile("GLIBC_2\\.(\\d+)");

    private final byte[] content;
    private final ByteBuffer view;

    private Elf(byte[] content) {
        this.content = content;
        this.view = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    static boolean isOne(byte[] content) {
        return content.length > 64 && Arrays.equals(content, 0, 6, new byte[] {0x7f, 'E', 'L', 'F', 2, 1}, 0, 6);
    }

    static Elf of(byte[] content) {
        if (!isOne(content)) {
            throw new IllegalArgumentException("expected a 64-bit little-endian ELF file, found something else");
        }
        return new Elf(content);
    }

    /**
     * The file without what is not loaded into memory: names for debuggers and the table of sections, which only linkers and
     * debuggers read. As {@code strip} makes it and a little shorter, for every processor.
     */
    byte[] loadedPart() {
        long end = 0;
        int first = (int) view.getLong(PROGRAM_HEADERS_OFFSET);
        int size = view.getShort(PROGRAM_HEADER_SIZE);
        for (int i = 0; i < view.getShort(PROGRAM_HEADER_COUNT); i++) {
            int header = first + i * size;
            if (view.getInt(header) != GNU_STACK) {
                end = Math.max(end, view.getLong(header + 8) + view.getLong(header + 32));
            }
        }
        byte[] loaded = Arrays.copyOf(content, Math.toIntExact(end));
        ByteBuffer changed = ByteBuffer.wrap(loaded).order(ByteOrder.LITTLE_ENDIAN);
        changed.putLong(SECTION_HEADERS_OFFSET, 0);
        for (int i = 0; i < 3; i++) {
            changed.putShort(SECTION_HEADER_SIZE + 2 * i, (short) 0);
        }
        return loaded;
    }

    /** N of the newest glibc 2.N whose functions it needs; 0 if it needs none. */
    int glibc() {
        // The names of needed versions are zero-ended words of the table of strings.
        return GLIBC.matcher(new String(loadedPart(), StandardCharsets.ISO_8859_1))
                .results()
                .map(MatchResult::group)
                .mapToInt(name -> Integer.parseInt(name.substring("GLIBC_2.".length())))
                .max()
                .orElse(0);
    }
}
