package cronium.payload.manifest;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the bytes of a manifest. Pure and thread-safe. The bounds hold before anything of that size is built, and count
 * an alias as all that it stands for.
 */
public final class ManifestParser {
    /** 256 KiB. */
    public static final int MAX_BYTES = 1 << 18;

    /** Lists and mappings in each other, the outermost included. */
    public static final int MAX_DEPTH = 32;

    /** Uses of {@code *name}. */
    public static final int MAX_ALIASES = 256;

    /** Scalars (keys too), lists and mappings. */
    public static final int MAX_NODES = 1 << 16;

    /** Characters (UTF-16) of all scalars. */
    public static final long MAX_CHARACTERS = 1L << 22;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private ManifestParser() {}

    /**
     * Reads a whole manifest and checks all of it.
     *
     * @param content UTF-8, with or without a byte order mark
     * @param fileName the name in messages, such as {@code manifest.yaml}
     * @throws ManifestException with every fault found; its codes are those of {@link ManifestFault}
     */
    public static Manifest parse(byte[] content, String fileName) throws ManifestException {
        Problems problems = new Problems(fileName);
        Optional<YamlNode> root = YamlTree.read(text(content, problems), problems);
        Optional<Manifest> manifest = Optional.empty();
        if (root.isPresent()) {
            manifest = ManifestReader.read(new Field(root.get(), KeyPath.ROOT, problems));
        } else {
            problems.add(Position.START, KeyPath.ROOT, "expected version, interpreter and entrypoint, found nothing");
        }
        problems.throwIfAny();
        return manifest.orElseThrow();
    }

    static String text(byte[] content, Problems problems) throws ManifestException {
        if (content.length > MAX_BYTES) {
            throw problems.fatal(
                    ManifestFault.TOO_LARGE,
                    Position.START,
                    "expected at most " + MAX_BYTES + " bytes, found " + content.length);
        }
        OptionalInt invalid = Utf8.firstInvalid(content);
        if (invalid.isPresent()) {
            int offset = invalid.getAsInt();
            String before = new String(content, 0, offset, StandardCharsets.UTF_8);
            throw problems.fatal(
                    ManifestFault.NOT_UTF8,
                    Position.of(before, before.length()),
                    "expected UTF-8, found byte 0x" + Integer.toHexString(content[offset] & 0xff) + " at offset "
                            + offset);
        }
        String text = new String(content, StandardCharsets.UTF_8);
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }
}
