package cronium.runner;

import cronium.payload.archive.ArchiveException;
import cronium.payload.archive.ArchiveWriter;
import cronium.payload.manifest.ManifestParser;
import cronium.protocol.Protocol;
import cronium.testkit.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code cronium-runner run} in a JVM of its own, in a directory of its own: {@code state/}, {@code result.json}, {@code out}
 * and {@code err}.
 */
final class RunnerProcess {
    private final Path base;
    private final Process process;

    private RunnerProcess(Path base, Process process) {
        this.base = base;
        this.process = process;
    }

    static RunnerProcess start(Path base, Path payload, String... options) throws IOException {
        return startTo(base.resolve("out"), base, payload, options);
    }

    /** The same with another place for its standard output, a device perhaps. */
    static RunnerProcess startTo(Path out, Path base, Path payload, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("run", payload.toString()));
        words.addAll(List.of("--state", base.resolve("state").toString()));
        words.addAll(List.of("--result", base.resolve("result.json").toString()));
        words.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command(words))
                .redirectOutput(out.toFile())
                .redirectError(base.resolve("err").toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C.UTF-8", "LEAKS", "no"));
        return new RunnerProcess(base, builder.start());
    }

    static List<String> command(List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(String.join(
                ":",
                location(Main.class),
                location(ManifestParser.class),
                location(Protocol.class),
                location(Load.class)));
        command.add(Main.class.getName());
        command.addAll(words);
        return command;
    }

    /** A payload with one script. */
    static Path payload(Path base, String interpreter, String script, String more)
            throws IOException, ArchiveException {
        Path folder = Files.createDirectory(base.resolve("folder"));
        Files.writeString(folder.resolve("script"), script);
        return pack(base, folder, interpreter, more);
    }

    static Path pack(Path base, Path folder, String interpreter, String more) throws IOException, ArchiveException {
        Files.writeString(folder.resolve("manifest.yaml"), "interpreter: " + interpreter + "\n" + """
                version: v1
                entrypoint: script
                metadata:
                  jobId: job-1
                  eventId: event-1
                  eventVersion: 1
                  createdAt: 2025-08-05T07:00:00Z
                """ + more);
        Path payload = base.resolve("payload.tar.gz");
        try (OutputStream out = Files.newOutputStream(payload)) {
            new ArchiveWriter().write(folder, out);
        }
        return payload;
    }

    Process process() {
        return process;
    }

    RunnerProcess awaitOutput(String text) {
        Await.until("output with '" + text + "'", this::output, shown -> shown.contains(text));
        return this;
    }

    /** As a shell would send it. */
    RunnerProcess signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        return this;
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    String output() {
        return read("out");
    }

    String errors() {
        return read("err");
    }

    String resultText() {
        return read("result.json");
    }

    JsonNode result() {
        return new JsonMapper().readTree(resultText());
    }

    private String read(String name) {
        try {
            return new String(Files.readAllBytes(base.resolve(name)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("expected a file " + name + ", found " + e, e);
        }
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
