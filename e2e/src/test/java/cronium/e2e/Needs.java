package cronium.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.testkit.RequiredTool;
import java.io.IOException;
import java.util.Optional;

/** What a test cannot do without: missing, it is skipped on a laptop and fails in CI. */
final class Needs {
    private Needs() {}

    /** Root that may mount in a mount namespace of its own, and become another user. */
    static void rootWithMounts() throws IOException, InterruptedException {
        tool("unshare", "util-linux");
        tool("setpriv", "util-linux");
        root();
        Process probe = new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        must(probe.waitFor() == 0, "expected that root may mount in a namespace of its own, found that it may not");
    }

    /** Root, who may become another user. */
    static void root() throws IOException {
        must(Account.isRoot(), "expected to run as root, found another user");
    }

    static void tool(String command, String debianPackage) {
        Optional<String> missing = new RequiredTool(command, debianPackage).missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    }

    /** Anything else. */
    static void must(boolean holds, String otherwise) {
        if (!holds && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(otherwise);
        }
        assumeTrue(holds, otherwise);
    }
}
