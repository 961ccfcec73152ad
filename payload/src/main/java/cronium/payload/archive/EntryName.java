package cronium.payload.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Names as a tar has them, made into paths: UTF-8, relative, no {@code .}, {@code ..} or empty components. */
final class EntryName {
    private EntryName() {}

    /** The path, empty for the root ({@code ./}). */
    static String path(byte[] raw, ArchiveLimits limits) throws ArchiveException {
        String name = text(raw, raw, limits);
        if (name.isEmpty()) {
            throw ArchiveException.at(ArchiveFault.EMPTY_NAME, name, "a name", "none");
        }
        if (name.charAt(0) == '/') {
            throw ArchiveException.at(ArchiveFault.ABSOLUTE_PATH, name, "a relative path", "an absolute one");
        }
        String trimmed = trimmed(name);
        return isPlain(trimmed, limits) ? trimmed : normalized(name, limits);
    }

    /** Without the {@code ./} and the slash at the end that many tars write. */
    private static String trimmed(String name) {
        int start = name.startsWith("./") ? 2 : 0;
        int end = name.endsWith("/") ? name.length() - 1 : name.length();
        return start < end ? name.substring(start, end) : name;
    }

    /** A symbolic link's target: not empty, relative. Where it leads is {@link LinkResolution}'s question. */
    static String symbolicTarget(byte[] raw, String entry, ArchiveLimits limits) throws ArchiveException {
        String target = linkText(raw, entry, limits);
        if (target.charAt(0) == '/') {
            throw ArchiveException.at(
                    ArchiveFault.LINK_ESCAPES, entry, "a relative link target", Printable.quoted(target));
        }
        return target;
    }

    /** A hard link's target: the path of another entry. */
    static String hardTarget(byte[] raw, String entry, ArchiveLimits limits) throws ArchiveException {
        String target = symbolicTarget(raw, entry, limits);
        try {
            return isPlain(target, limits) ? target : normalized(target, limits);
        } catch (ArchiveException e) {
            if (e.fault() == ArchiveFault.PARENT_PATH) {
                throw ArchiveException.at(
                        ArchiveFault.LINK_ESCAPES, entry, "a link target without ..", Printable.quoted(target));
            }
            throw e;
        }
    }

    /** The length in UTF-8. */
    static int utf8Length(String text) {
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // A surrogate is half of a pair that takes four bytes.
                length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return length;
    }

    private static String linkText(byte[] raw, String entry, ArchiveLimits limits) throws ArchiveException {
        if (raw.length == 0) {
            throw ArchiveException.at(ArchiveFault.EMPTY_LINK_TARGET, entry, "a link target", "none");
        }
        return text(raw, entry.getBytes(StandardCharsets.UTF_8), limits);
    }

    private static String text(byte[] raw, byte[] entry, ArchiveLimits limits) throws ArchiveException {
        if (raw.length > limits.nameBytes()) {
            throw ArchiveException.at(
                    ArchiveFault.NAME_TOO_LONG,
                    Printable.text(entry),
                    "a name of at most " + limits.nameBytes() + " bytes",
                    "" + raw.length);
        }
        boolean ascii = true;
        for (byte value : raw) {
            if (value == 0) {
                throw ArchiveException.at(
                        ArchiveFault.NUL_IN_NAME, Printable.text(entry), "a name without NUL", "a NUL");
            }
            ascii &= value > 0;
        }
        if (ascii) {
            return new String(raw, StandardCharsets.US_ASCII);
        }
        try {
            // A new decoder reports what is malformed, where String's constructor replaces it.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ArchiveException.at(
                    ArchiveFault.NAME_NOT_UTF8, Printable.text(entry), "a name in UTF-8", "other bytes");
        }
    }

    /** Whether the name needs no normalising: nearly all do not, and this allocates nothing. */
    private static boolean isPlain(String name, ArchiveLimits limits) throws ArchiveException {
        int start = 0;
        int components = 0;
        while (start <= name.length()) {
            int slash = name.indexOf('/', start);
            int end = slash < 0 ? name.length() : slash;
            int length = end - start;
            if (length == 0
                    || (name.charAt(start) == '.' && (length == 1 || (length == 2 && name.charAt(start + 1) == '.')))) {
                return false;
            }
            // A component of fewer characters may still have too many bytes.
            if (length > ArchiveLimits.COMPONENT_BYTES / 3) {
                checkComponent(name, name.substring(start, end));
            }
            components++;
            start = end + 1;
        }
        checkDepth(name, components, limits);
        return true;
    }

    private static String normalized(String name, ArchiveLimits limits) throws ArchiveException {
        Deque<String> components = new ArrayDeque<>();
        int start = 0;
        while (start <= name.length()) {
            int slash = name.indexOf('/', start);
            int end = slash < 0 ? name.length() : slash;
            String component = name.substring(start, end);
            if (component.equals("..")) {
                throw ArchiveException.at(ArchiveFault.PARENT_PATH, name, "a path without ..", "..");
            }
            if (!component.isEmpty() && !component.equals(".")) {
                checkComponent(name, component);
                components.add(component);
            }
            start = end + 1;
        }
        checkDepth(name, components.size(), limits);
        return String.join("/", components);
    }

    private static void checkComponent(String name, String component) throws ArchiveException {
        int bytes = utf8Length(component);
        if (bytes > ArchiveLimits.COMPONENT_BYTES) {
            throw ArchiveException.at(
                    ArchiveFault.NAME_TOO_LONG,
                    name,
                    "components of at most " + ArchiveLimits.COMPONENT_BYTES + " bytes",
                    "" + bytes);
        }
    }

    private static void checkDepth(String name, int components, ArchiveLimits limits) throws ArchiveException {
        if (components > limits.depth()) {
            throw ArchiveException.at(
                    ArchiveFault.TOO_DEEP, name, "at most " + limits.depth() + " components", "" + components);
        }
    }
}
