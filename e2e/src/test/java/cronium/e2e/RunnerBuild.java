package cronium.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs behind {@code ./cronium build-runner} and {@code ./cronium dist}, on the Java that runs the tests. */
final class RunnerBuild {
    private RunnerBuild() {}

    static Launch with(Host host, List<String> options) {
        return program(host, "RunnerBuilder", options);
    }

    /** A program of packaging. */
    static Launch program(Host host, String name, List<String> options) {
        Path target = Image.checkout().resolve("packaging/target");
        String jar = Folders.names(target).stream()
                .filter(file -> file.matches("cronium-packaging-[0-9.]+\\.jar"))
                .findFirst()
                .orElseThrow();
        List<String> arguments = new ArrayList<>(List.of(
                "-Dcronium.checkout=" + Image.checkout(),
                "-cp",
                target.resolve(jar) + ":" + Image.directory().resolve("lib") + "/*",
                "cronium.packaging." + name));
        arguments.addAll(options);
        return host.program(Path.of(System.getProperty("java.home"), "bin/java"), arguments);
    }
}
