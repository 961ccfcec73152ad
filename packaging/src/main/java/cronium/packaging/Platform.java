package cronium.packaging;

import cronium.releases.FileNames;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a runner file is made for. */
enum Platform {
    LINUX_AMD64("linux/amd64", "x86_64", "/lib64/ld-linux-x86-64.so.2"),
    LINUX_ARM64("linux/arm64", "aarch64", "/lib/ld-linux-aarch64.so.1");

    private final String text;
    private final String machine;
    private final String loader;

    Platform(String text, String machine, String loader) {
        this.text = text;
        this.machine = machine;
        this.loader = loader;
    }

    /** As containers' platforms are written. */
    String text() {
        return text;
    }

    /** As {@code uname -m} says. */
    String machine() {
        return machine;
    }

    /** The program of glibc that starts all others; the same path in every distribution. */
    String loader() {
        return loader;
    }

    /** In Debian's words. */
    String debianName() {
        return text.substring(text.indexOf('/') + 1);
    }

    String fileName() {
        return FileNames.runner(text);
    }

    static Platform of(String text) {
        return Arrays.stream(values())
                .filter(platform -> platform.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new BuildException("platform: expected "
                        + Arrays.stream(values()).map(Platform::text).collect(Collectors.joining(" or ")) + ", found "
                        + text));
    }

    /** The one that this build runs on. */
    static Platform current() {
        String architecture = System.getProperty("os.arch", "");
        return switch (architecture) {
            case "amd64" -> LINUX_AMD64;
            case "aarch64" -> LINUX_ARM64;
            default -> throw new BuildException("expected to build on amd64 or aarch64, found " + architecture);
        };
    }
}
