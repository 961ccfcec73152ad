package cronium.payload.manifest;

import java.util.Optional;

/** The rules of {@code entrypoint}: a file inside the payload, named without a way out of it. */
final class Entrypoint {
    static final int MAX_BYTES = 4096;
    private static final String EXPECTED = "expected a path relative to the payload's root, such as script.sh, ";

    private Entrypoint() {}

    static Optional<String> fault(String path) {
        if (path.isEmpty()) {
            return Optional.of(EXPECTED + "found nothing");
        }
        if (path.indexOf('\0') >= 0) {
            return Optional.of(EXPECTED + "found a NUL in " + Excerpt.quoted(path));
        }
        int bytes = Utf8.length(path);
        if (bytes > MAX_BYTES) {
            return Optional.of("expected at most " + MAX_BYTES + " bytes, found " + bytes);
        }
        if (path.startsWith("/")) {
            return Optional.of(EXPECTED + "found the absolute path " + Excerpt.quoted(path));
        }
        if (PathParts.climbs(path)) {
            return Optional.of(EXPECTED + "found '..' in " + Excerpt.quoted(path));
        }
        if (path.endsWith("/") || path.endsWith("/.") || normalise(path).isEmpty()) {
            return Optional.of("expected a file, found the directory " + Excerpt.quoted(path));
        }
        return Optional.empty();
    }

    /** Without {@code .} and empty parts. A backslash is an ordinary character of a Linux file name and stays. */
    static String normalise(String path) {
        return PathParts.normalise(path);
    }
}
