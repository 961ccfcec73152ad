package cronium.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A program that a test runs. Where it is missing the test is skipped on a laptop and fails in CI, so that no test is ever
 * silently out of use.
 *
 * @param command looked up on PATH
 * @param debianPackage what to install
 */
public record RequiredTool(String command, String debianPackage) {

    /**
     * Why the test cannot run; empty if it can. For {@code assumeTrue(missing.isEmpty(), missing::get)}.
     *
     * @throws AssertionError if it is missing and the environment variable CI is {@code true}
     */
    public Optional<String> missing() {
        return missing(
                Optional.ofNullable(System.getenv("PATH")).orElse(""),
                "true".equals(Optional.ofNullable(System.getenv("CI")).orElse("")));
    }

    /** The same, told where to look. */
    Optional<String> missing(String path, boolean mustWork) {
        for (int start = 0; start <= path.length(); ) {
            int colon = path.indexOf(':', start);
            int end = colon < 0 ? path.length() : colon;
            if (end > start && Files.isExecutable(Path.of(path.substring(start, end), command))) {
                return Optional.empty();
            }
            start = end + 1;
        }
        String advice = command + " is not on PATH: install the Debian package " + debianPackage;
        if (mustWork) {
            throw new AssertionError(advice);
        }
        return Optional.of(advice);
    }
}
