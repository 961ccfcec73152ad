package cronium.payload.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.documents.Document;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lets Jazzer look for inputs that are not read as documented, {@code -Dcronium.fuzz.seconds=N} for each target. Only in the profile
 * {@code fuzz}, which brings Jazzer. With {@code -Dcronium.fuzz.target=NAME} for one target alone, with
 * {@code -Dcronium.fuzz.keep=true} what got further goes to the corpus.
 */
class FuzzRun {
    private static final String SECONDS = System.getProperty("cronium.fuzz.seconds", "600");
    private static final boolean KEEP = Boolean.getBoolean("cronium.fuzz.keep");

    /** An input that takes longer than these seconds is a finding. */
    private static final int TIMEOUT = 20;

    static List<FuzzTarget> targets() {
        Optional<String> only = Optional.ofNullable(System.getProperty("cronium.fuzz.target"));
        return FuzzTarget.all().stream()
                .filter(target -> only.isEmpty() || only.get().equals(target.name()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void findsNothing(FuzzTarget target) throws Exception {
        Path work = Document.root().resolve("payload/target/fuzz/" + target.name());
        Path found = Files.createDirectories(work.resolve("found"));
        Path grown = Files.createDirectories(work.resolve("corpus"));
        Path seeds = Files.createDirectories(work.resolve("seeds"));
        Path corpus = Files.createDirectories(work.resolve("kept"));
        write(target.seeds().make(), seeds, target.maxBytes());
        for (Map.Entry<String, byte[]> input : Corpus.read(target).entrySet()) {
            Files.write(corpus.resolve(input.getKey()), input.getValue());
        }

        int code = jazzer(
                target,
                work,
                "log",
                List.of("-max_total_time=" + SECONDS, "-artifact_prefix=" + found + "/"),
                List.of(grown, corpus, seeds));

        System.out.println(target + ": " + summary(work.resolve("log")));
        assertThat(code)
                .as(target + " found something, see " + found + " and " + work.resolve("log"))
                .isZero();
        if (KEEP) {
            keep(target, work, List.of(corpus, seeds, grown));
        }
    }

    private static int jazzer(FuzzTarget target, Path work, String log, List<String> options, List<Path> corpora)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // What a payload may cost is bounded: more than this is a finding. An encrypted key may take 128 MiB.
        command.addAll(List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("com.code_intelligence.jazzer.Jazzer");
        command.add("--target_class=" + target.type().getName());
        command.add("--instrumentation_includes=cronium.payload.**:org.snakeyaml.engine.**:tools.jackson.core.**");
        // Reading files is what the extractor is for.
        command.add("--disabled_hooks=com.code_intelligence.jazzer.sanitizers.FilePathTraversal");
        command.addAll(List.of("-timeout=" + TIMEOUT, "-rss_limit_mb=2048", "-max_len=" + target.maxBytes()));
        command.add("-print_final_stats=1");
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

    /** A small set of inputs that reaches all that they reach; how often they do is not looked at, or it would be a large one. */
    private static void keep(FuzzTarget target, Path work, List<Path> corpora) throws Exception {
        Path merged = Files.createDirectories(work.resolve("merged"));
        clear(merged);
        List<Path> directories = new ArrayList<>(List.of(merged));
        directories.addAll(corpora);
        int code = jazzer(target, work, "merge.log", List.of("-merge=1", "-use_counters=0"), directories);
        assertThat(code).as("exit code, see " + work.resolve("merge.log")).isZero();
        SortedMap<String, byte[]> inputs = new TreeMap<>();
        try (Stream<Path> files = Files.list(merged)) {
            for (Path file : files.toList()) {
                inputs.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        Corpus.write(target, inputs);
        System.out.println(target + ": kept " + inputs.size() + " inputs");
    }

    private static void write(List<byte[]> seeds, Path directory, int maxBytes) throws IOException {
        for (int i = 0; i < seeds.size(); i++) {
            if (seeds.get(i).length <= maxBytes) {
                Files.write(directory.resolve("seed-" + i), seeds.get(i));
            }
        }
    }

    private static void clear(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** The lines that say how much was tried. */
    private static String summary(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        String last = lines.stream().filter(line -> line.contains(" cov: ")).reduce("", (_, line) -> line);
        return last.strip();
    }
}
