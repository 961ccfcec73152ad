package cronium.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of each program on a real payload, during which its JVM writes the AOT cache (JEP 514). The launchers take the
 * name of the cache to write from the environment.
 */
final class Training {
    /** Of a payload that does what most do. */
    static final String MANIFEST = """
            version: v1
            interpreter: bash
            entrypoint: script.sh
            environment:
              GREETING: hello
            limits:
              timeout: 1h
              fileSize: 1GiB
            arguments: []
            metadata: {jobId: training, eventId: training, eventVersion: 1, createdAt: 2025-01-01T00:00:00Z}
            """;

    private final Path home;

    private Training(Path home) {
        this.home = home;
    }

    /** The operator's program packs and signs a folder, and the runner verifies and runs it. */
    static void run(Path image, Program runner, Program cli, Program server) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(image.getParent(), "training");
        try {
            Path folder = Files.createDirectory(home.resolve("folder"));
            Files.writeString(folder.resolve("manifest.yaml"), MANIFEST);
            Files.writeString(folder.resolve("script.sh"), "echo \"$GREETING\"\necho oops >&2\n");
            Training training = new Training(home);
            Path payload = home.resolve("payload.tar.gz");
            training.start(
                    cli,
                    image,
                    List.of("payload", "pack", folder.toString(), "--output", payload.toString(), "--development-key"));
            List<String> run = List.of(
                    "run",
                    payload.toString(),
                    "--format=raw",
                    "--summary",
                    "--result=" + home.resolve("result.json"),
                    "--trust=" + home.resolve(".config/cronium/development/trust"),
                    "--state=" + home.resolve("state"));
            List<String> rehearsal = new ArrayList<>(run);
            rehearsal.add("then");
            rehearsal.addAll(run);
            rehearsal.addAll(List.of("--sandbox=filesystem=private", "--best-effort=filesystem,network,system-calls"));
            training.start(runner, image, rehearsal);
            new ServerTraining(home).run(server, image);
        } finally {
            Trees.remove(home);
        }
    }

    private void start(Program program, Path image, List<String> arguments) throws IOException, InterruptedException {
        Path cache = program.cache(image);
        ProcessBuilder builder = new ProcessBuilder(program.launcher(image).toString()).redirectErrorStream(true);
        builder.command().addAll(arguments);
        builder.environment().put("CRONIUM_AOT_OUTPUT", cache.toString());
        builder.environment().put("HOME", home.toString());
        builder.environment().remove("XDG_CONFIG_HOME");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0 || !Files.exists(cache)) {
            throw new IllegalStateException(
                    "training run of " + program.name() + " ended with " + code + ":\n" + output);
        }
    }
}
