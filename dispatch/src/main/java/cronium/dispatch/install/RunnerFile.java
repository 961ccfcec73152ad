package cronium.dispatch.install;

import java.nio.file.Path;

/**
 * A runner as one file.
 *
 * @param platform such as {@code linux-amd64}
 * @param sha256 64 lower-case hexadecimal digits
 * @param size in bytes, at least 1
 */
public record RunnerFile(String platform, Path file, String sha256, long size) {
    public RunnerFile {
        if (!platform.matches("[a-z0-9-]{1,40}") || !sha256.matches("[0-9a-f]{64}") || size < 1) {
            throw new IllegalArgumentException("expected a platform, a SHA-256 and a size, found \"" + platform
                    + "\", \"" + sha256 + "\" and " + size);
        }
    }
}
