package cronium.payload.manifest;

/** A path taken apart at its slashes, as text: no file system is asked. */
final class PathParts {
    private PathParts() {}

    /** Whether any part is {@code ..}. */
    static boolean climbs(String path) {
        int start = 0;
        while (start <= path.length()) {
            int end = end(path, start);
            if (end - start == 2 && path.startsWith("..", start)) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    /** The parts but {@code .} and empty ones, joined by single slashes, with none in front. */
    static String normalise(String path) {
        StringBuilder kept = new StringBuilder(path.length());
        int start = 0;
        while (start < path.length()) {
            int end = end(path, start);
            boolean dot = end - start == 1 && path.charAt(start) == '.';
            if (end > start && !dot) {
                if (!kept.isEmpty()) {
                    kept.append('/');
                }
                kept.append(path, start, end);
            }
            start = end + 1;
        }
        return kept.toString();
    }

    private static int end(String path, int start) {
        int slash = path.indexOf('/', start);
        return slash < 0 ? path.length() : slash;
    }
}
