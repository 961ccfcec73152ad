package cronium.payload.manifest;

import java.util.Optional;

/** The rules of a sandbox's {@code readable} and {@code writable}: absolute paths of the host. */
final class HostPath {
    private static final int MAX_BYTES = 4096;
    private static final String EXPECTED = "expected an absolute path, such as /var/lib/app, ";

    private HostPath() {}

    static Optional<String> fault(String path) {
        if (!path.startsWith("/")) {
            return Optional.of(EXPECTED + "found " + Excerpt.quoted(path));
        }
        if (path.indexOf('\0') >= 0) {
            return Optional.of(EXPECTED + "found a NUL in " + Excerpt.quoted(path));
        }
        int bytes = Utf8.length(path);
        if (bytes > MAX_BYTES) {
            return Optional.of("expected at most " + MAX_BYTES + " bytes, found " + bytes);
        }
        return PathParts.climbs(path)
                ? Optional.of(EXPECTED + "found '..' in " + Excerpt.quoted(path))
                : Optional.empty();
    }

    static String normalise(String path) {
        return "/".concat(PathParts.normalise(path));
    }
}
