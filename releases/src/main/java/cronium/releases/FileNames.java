package cronium.releases;

import java.util.regex.Pattern;

/** What the files of one version are called. */
public final class FileNames {
    /** Digests of the runners and their SBOMs, as {@code sha256sum} writes them. */
    public static final String SUMS = "SHA256SUMS";

    private static final String SIGNATURE = ".sig";
    private static final String SBOM = ".cdx.json";
    private static final String PROVENANCE = ".intoto.json";
    private static final Pattern RUNNER = Pattern.compile("cronium-runner-([a-z]+)-([a-z0-9]+)");

    private FileNames() {}

    /** The name of the runner for a platform such as {@code linux/amd64}. */
    public static String runner(String platform) {
        return "cronium-runner-" + platform.replace('/', '-');
    }

    static boolean isRunner(String name) {
        return RUNNER.matcher(name).matches();
    }

    /** As containers' platforms are written. */
    static String platform(String runner) {
        return RUNNER.matcher(runner).replaceFirst("$1/$2");
    }

    public static String signature(String name) {
        return name + SIGNATURE;
    }

    public static String sbom(String runner) {
        return runner + SBOM;
    }

    public static String provenance(String runner) {
        return runner + PROVENANCE;
    }
}
