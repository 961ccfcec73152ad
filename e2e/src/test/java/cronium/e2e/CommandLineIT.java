package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The command lines of both programs. */
@ExtendWith(HostExtension.class)
class CommandLineIT {

    @Test
    void inspectShowsAPayloadWithoutRunningIt(Host host) throws IOException, InterruptedException {
        Path payload = inspected(host);

        Finished finished = runner(host, "inspect", payload.toString());

        assertThat(finished.exitCode()).as(finished.errText()).isZero();
        assertThat(finished.outText())
                .contains("interpreter  bash\n", "entrypoint   script.sh\n", "arguments    one two\n")
                .contains("event        event-1\n", "job          job-1\n", "timeout      90s\n")
                .contains("script.sh  16 bytes\n", "link -> script.sh\n", "manifest.yaml  ");
        assertThat(host.notes().resolve("ran")).doesNotExist();
    }

    @Test
    void inspectSaysTheSameAsJson(Host host) throws IOException, InterruptedException {
        Finished finished = runner(host, "inspect", inspected(host).toString(), "--json");

        assertThat(finished.exitCode()).as(finished.errText()).isZero();
        JsonNode json = ResultSchema.json(finished.outText());
        assertThat(json.at("/interpreter").asString()).isEqualTo("bash");
        assertThat(json.at("/arguments/1").asString()).isEqualTo("two");
        assertThat(json.at("/metadata/jobId").asString()).isEqualTo("job-1");
        List<String> paths = new ArrayList<>();
        json.at("/entries").forEach(entry -> paths.add(entry.at("/path").asString()));
        assertThat(paths).contains("script.sh", "link", "manifest.yaml");
    }

    private static Path inspected(Host host) throws IOException, InterruptedException {
        PayloadFolder folder = host.bash("touch $NOTES/ran").manifest("""
                arguments: [one, two]
                limits:
                  timeout: 90s
                metadata:
                  jobId: job-1
                  eventId: event-1
                """);
        Files.createSymbolicLink(folder.path().resolve("link"), Path.of("script.sh"));
        return folder.packUnsigned();
    }

    @Test
    void inspectRefusesWhatRunRefuses(Host host) throws IOException, InterruptedException {
        Path notGzip = Files.write(host.fresh("p.tar.gz"), "not gzip".getBytes(StandardCharsets.US_ASCII));

        for (List<String> words : List.of(
                List.of("inspect"),
                List.of("inspect", host.directory().resolve("none").toString()),
                List.of("inspect", notGzip.toString()),
                List.of("inspect", notGzip.toString(), "--jsn"))) {
            Finished finished = runner(host, words.toArray(String[]::new));
            assertThat(finished.exitCode()).as(words.toString()).isEqualTo(125);
            assertThat(finished.errText().lines()).as(words.toString()).hasSize(1);
            assertThat(finished.errText()).startsWith("cronium-runner: ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version"})
    void theVersionIsTheBuilds(String word, Host host) throws IOException, InterruptedException {
        assertThat(runner(host, word).outText()).matches("cronium-runner \\d+\\.\\d+\\.\\d+\n");
        if (word.startsWith("-")) {
            assertThat(operator(host, word).outText()).matches("cronium \\d+\\.\\d+\\.\\d+\n");
        }
    }

    @Test
    void helpIsTheSameWhereverItIsAskedFor(Host host) throws IOException, InterruptedException {
        Finished help = runner(host, "help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.outText()).contains("Usage:", "Exit codes:");
        assertThat(help.outText().lines()).allMatch(line -> line.length() <= 100);

        for (List<String> words : List.of(List.of("--help"), List.of("-h"), List.of("run", "--help"))) {
            Finished same = runner(host, words.toArray(String[]::new));
            assertThat(same.exitCode()).isZero();
            assertThat(same.outText()).isEqualTo(help.outText());
        }
        Finished nothing = runner(host);
        assertThat(nothing.exitCode()).isEqualTo(125);
        assertThat(nothing.outText() + nothing.errText()).isEqualTo(help.outText());
    }

    @Test
    void everyOptionOfTheHelpIsAccepted(Host host) throws IOException, InterruptedException {
        Path payload = host.bash("echo ran").pack();
        Path secrets = Files.writeString(host.fresh("secrets"), "TOKEN=a-token");
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
        Map<String, List<String>> values = Map.ofEntries(
                Map.entry("--trust", List.of(host.trust().toString())),
                Map.entry("--signature", List.of(payload + ".sig")),
                Map.entry("--trust-mode", List.of("enforce", "warn")),
                Map.entry("--allow-unsigned", List.of()),
                Map.entry("--format", List.of("raw", "json", "logfmt", "pretty")),
                Map.entry(
                        "--result",
                        List.of(host.directory().resolve("result.json").toString())),
                Map.entry("--timeout", List.of("90s", "1h30m")),
                Map.entry("--grace", List.of("10s", "0s")),
                Map.entry("--limit", List.of("cpu=1h", "memory=1GiB", "outputExcess=truncate")),
                Map.entry("--sandbox", List.of("filesystem=private", "network=none", "network=tcp-connect:443")),
                Map.entry("--containment", List.of("auto", "watchdog")),
                Map.entry("--best-effort", List.of("filesystem,network", "system-calls")),
                Map.entry("--env", List.of("NAME=VALUE")),
                Map.entry("--secrets-from", List.of(secrets.toString())),
                Map.entry("--secrets-as", List.of("environment", "files")),
                Map.entry("--interpreter", List.of("/bin/bash")),
                Map.entry("--execution-id", List.of("any-1")),
                Map.entry("--state", List.of(host.state().toString())),
                Map.entry("--require-grant", List.of()),
                Map.entry("--summary", List.of()),
                Map.entry("--detach", List.of()),
                Map.entry("--no-color", List.of()));
        Set<String> options = new TreeSet<>(values.keySet());
        // It keeps the output to itself and runs an id once: JournalIT.
        options.add("--journal");
        // Of serve: ServeIT.
        options.addAll(List.of("--permit", "--executions"));
        assertThat(options(runner(host, "help").outText())).isEqualTo(options);

        // All of them at once, as often as the one with the most values has values.
        for (int turn = 0; turn < 4; turn++) {
            List<String> command = new ArrayList<>(List.of("run", payload.toString()));
            for (Map.Entry<String, List<String>> option : values.entrySet()) {
                if (option.getKey().equals("--require-grant")) {
                    // Each grant is good for one run.
                    continue;
                }
                List<String> of = option.getValue();
                command.add(of.isEmpty() ? option.getKey() : option.getKey() + "=" + of.get(turn % of.size()));
            }
            Finished finished = runner(host, command.toArray(String[]::new));
            assertThat(finished.exitCode())
                    .as(command + " said: " + finished.errText())
                    .isZero();
            assertThat(finished.outText()).as(command.toString()).contains("ran");
        }
    }

    /** The options that a text has at the beginning of a line. */
    private static Set<String> options(String help) {
        Set<String> options = new TreeSet<>();
        Matcher option = Pattern.compile("^ {2}(--[a-z-]+)", Pattern.MULTILINE).matcher(help);
        while (option.find()) {
            options.add(option.group(1));
        }
        return options;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            launch                        | unknown command 'launch'
            run                           | expected a PAYLOAD
            run a b                       | expected one PAYLOAD, found also 'b'
            run a --no-such-option        | unknown option '--no-such-option'
            run a --result                | --result: expected a value
            run a --summary=yes           | --summary: expected no value, found 'yes'
            run a --format xml            | --format: expected pretty, json, logfmt or raw, found 'xml'
            run a --timeout 0s            | --timeout: expected a duration over 0
            run a --timeout soon          | --timeout:
            run a --grace -1s             | --grace:
            run a --secret A=b            | --secret: expected --secrets-from FD
            run a --secrets-as files      | --secrets-as: expected --secrets-from too, found none
            run a --execution-id ../a     | --execution-id:
            run a --execution-id .a       | --execution-id:
            run a --interpreter bash      | --interpreter: expected an absolute path
            """)
    void aCommandLineThatMakesNoSenseIsRefused(String words, String said, Host host)
            throws IOException, InterruptedException {
        Finished finished = runner(host, words.split(" +"));

        assertThat(finished.exitCode()).as(finished.errText()).isEqualTo(125);
        assertThat(finished.errText()).startsWith("cronium-runner: ").contains(said);
        assertThat(finished.errText().lines()).hasSize(1);
        assertThat(finished.outText()).isEmpty();
    }

    @Test
    void operandsAfterTwoDashesMayBeginWithOne(Host host) throws IOException, InterruptedException {
        Path payload = host.bash("echo ran").pack();
        Path odd = host.directory().resolve("--odd=ä .tar.gz");
        Files.move(payload, odd);
        host.operator().sign(odd);

        Finished finished = runner(
                host,
                "run",
                "--state=" + host.state(),
                "--trust=" + host.trust(),
                "--",
                odd.getFileName().toString());

        assertThat(finished.exitCode()).as(finished.errText()).isZero();
        assertThat(finished.outText()).isEqualTo("ran\n");
    }

    @Test
    void theOperatorsCommandPacksWhatTheRunnerRuns(Host host) throws IOException, InterruptedException {
        Path hello = Image.checkout().resolve("examples/hello");
        Path payload = host.fresh("hello.tar.gz");

        Finished packed =
                operator(host, "payload", "pack", hello.toString(), "-o", payload.toString(), "--development-key");

        assertThat(packed.exitCode()).as(packed.errText()).isZero();
        assertThat(packed.outText()).isEqualTo(Sha256.hex(Files.readAllBytes(payload)) + "  " + payload + "\n");
        Finished ran = runner(
                host,
                "run",
                payload.toString(),
                "--state=" + host.state(),
                "--trust=" + host.home().resolve(".config/cronium/development/trust"));
        assertThat(ran.exitCode()).as(ran.errText()).isZero();
    }

    @Test
    void whatTheOperatorsCommandCannotRunItSaysInOneLine(Host host) throws IOException, InterruptedException {
        Path empty = host.freshDirectory("empty");

        Finished noManifest = operator(host, "run", empty.toString());
        Finished nothing = operator(host, "run", empty + "/none", "--state=" + host.state());

        assertThat(noManifest.exitCode()).isEqualTo(125);
        assertThat(noManifest.errText()).startsWith("cronium: folder " + empty).contains("manifest.yaml");
        assertThat(noManifest.errText().lines()).hasSize(1);
        assertThat(nothing.exitCode()).isEqualTo(125);
        assertThat(nothing.errText()).contains(empty + "/none").contains("found nothing");
        assertThat(nothing.errText().lines()).hasSize(1);
        assertThat(operator(host, "run").exitCode()).isEqualTo(125);
    }

    private static Finished runner(Host host, String... words) throws IOException, InterruptedException {
        return host.program(Image.runner(), List.of(words)).run();
    }

    private static Finished operator(Host host, String... words) throws IOException, InterruptedException {
        return host.program(Image.cronium(), List.of(words)).run();
    }
}
