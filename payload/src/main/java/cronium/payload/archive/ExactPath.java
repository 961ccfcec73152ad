package cronium.payload.archive;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * UTF-8 names on disk, whatever the locale. In the C locale the JDK encodes paths as ASCII and cannot say other names, nor
 * read them back; a {@code file:} URI carries the bytes themselves.
 */
final class ExactPath {
    private static final boolean PATHS_ARE_UTF8 = Charset.forName(
                    System.getProperty("sun.jnu.encoding", "US-ASCII"), StandardCharsets.US_ASCII)
            .equals(StandardCharsets.UTF_8);

    private ExactPath() {}

    static Path resolve(Path base, String name) {
        return PATHS_ARE_UTF8 || isAscii(name) ? base.resolve(name) : base.resolve(relative(name));
    }

    /** A relative path; as {@link Path} has it, without doubled or trailing slashes. */
    static Path relative(String name) {
        if (PATHS_ARE_UTF8 || isAscii(name)) {
            return Path.of(name);
        }
        StringBuilder uri = new StringBuilder("file:///");
        for (byte value : name.getBytes(StandardCharsets.UTF_8)) {
            if (value == '/') {
                uri.append('/');
            } else {
                HexFormat.of().toHexDigits(uri.append('%'), value);
            }
        }
        Path absolute = Path.of(URI.create(uri.toString()));
        return absolute.subpath(0, absolute.getNameCount());
    }

    /** The bytes of a path. */
    static byte[] bytes(Path path) {
        // A URI is made of an absolute path; the root's own slash goes again if the path had none.
        String uri = Path.of("/").resolve(path).toUri().getRawPath();
        byte[] bytes = unescaped(path.isAbsolute() ? uri : uri.substring(1));
        // toUri() appends a slash if there happens to be such a directory.
        boolean slash = bytes.length > 1 && bytes[bytes.length - 1] == '/';
        return slash ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    private static byte[] unescaped(String uri) {
        byte[] bytes = uri.getBytes(StandardCharsets.US_ASCII);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                bytes[length++] = (byte) HexFormat.fromHexDigits(uri, i + 1, i + 3);
                i += 2;
            } else {
                bytes[length++] = bytes[i];
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
