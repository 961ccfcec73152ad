package cronium.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.documents.Document;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Lets Jazzer look for bytes that are not read as documented, for {@code -Dcronium.fuzz.seconds=N}. Only in the profile {@code fuzz},
 * which brings Jazzer. With {@code -Dcronium.fuzz.keep=true} what got further goes to the corpus.
 */
class FuzzRun {
    private static final String SECONDS = System.getProperty("cronium.fuzz.seconds", "600");
    private static final boolean KEEP = Boolean.getBoolean("cronium.fuzz.keep");

    /** So that the same inputs are always the same zip. */
    private static final LocalDateTime TIME = LocalDateTime.of(2025, 1, 1, 0, 0);

    private final Path work = Document.root().resolve("protocol/target/fuzz/MessagesFuzz");

    @Test
    void findsNothing() throws Exception {
        Path found = Files.createDirectories(work.resolve("found"));
        Path grown = Files.createDirectories(work.resolve("corpus"));
        Path seeds = Files.createDirectories(work.resolve("seeds"));
        Path kept = Files.createDirectories(work.resolve("kept"));
        List<byte[]> made = MessagesFuzz.seeds();
        for (int i = 0; i < made.size(); i++) {
            Files.write(seeds.resolve("seed-" + i), made.get(i));
        }
        if (Files.exists(MessagesFuzz.corpus())) {
            for (Map.Entry<String, byte[]> input : MessagesFuzz.kept().entrySet()) {
                Files.write(kept.resolve(input.getKey()), input.getValue());
            }
        }

        int code = jazzer(
                "log",
                List.of("-max_total_time=" + SECONDS, "-artifact_prefix=" + found + "/"),
                List.of(grown, kept, seeds));

        System.out.println("MessagesFuzz: " + summary());
        assertThat(code)
                .as("MessagesFuzz found something, see " + found + " and " + work.resolve("log"))
                .isZero();
        if (KEEP) {
            keep(List.of(kept, seeds, grown));
        }
    }

    private int jazzer(String log, List<String> options, List<Path> corpora) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // What a connection may cost is bounded: more than this is a finding.
        command.addAll(List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.add("--target_class=" + MessagesFuzz.class.getName());
        command.add("--instrumentation_includes=cronium.protocol.**");
        command.addAll(List.of("-timeout=20", "-rss_limit_mb=2048", "-max_len=" + MessagesFuzz.MAX_BYTES));
        command.addAll(options);
        corpora.forEach(corpus -> command.add(corpus.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve(log).toFile());
        // The surefire process may have been started with options that say where to find agents.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        try {
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }

    /** A small set of inputs that reaches all that they reach. */
    private void keep(List<Path> corpora) throws Exception {
        Path merged = Files.createDirectories(work.resolve("merged"));
        for (Path old : files(merged)) {
            Files.delete(old);
        }
        List<Path> directories = new ArrayList<>(List.of(merged));
        directories.addAll(corpora);
        int code = jazzer("merge.log", List.of("-merge=1", "-use_counters=0"), directories);
        assertThat(code).as("exit code, see " + work.resolve("merge.log")).isZero();
        Files.createDirectories(Document.root().resolve("protocol/src/test/corpus"));
        try (OutputStream out = Files.newOutputStream(MessagesFuzz.corpus());
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path input : files(merged)) {
                ZipEntry entry = new ZipEntry(input.getFileName().toString());
                entry.setTimeLocal(TIME);
                zip.putNextEntry(entry);
                zip.write(Files.readAllBytes(input));
            }
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** The line that says how much was tried. */
    private String summary() throws IOException {
        return Files.readAllLines(work.resolve("log"), StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.contains(" cov: "))
                .reduce("", (_, line) -> line)
                .strip();
    }
}
