package cronium.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.runner.output.OutputFormat;
import cronium.runner.secrets.SecretsSource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunOptionsTest {
    /** One good use of every option. */
    private static final Map<String, List<String>> EXAMPLES = Map.ofEntries(
            Map.entry("--trust", List.of("/t")),
            Map.entry("--signature", List.of("s.sig")),
            Map.entry("--trust-mode", List.of("warn")),
            Map.entry("--allow-unsigned", List.of()),
            Map.entry("--require-grant", List.of()),
            Map.entry("--format", List.of("json")),
            Map.entry("--result", List.of("r.json")),
            Map.entry("--timeout", List.of("1h30m")),
            Map.entry("--grace", List.of("0")),
            Map.entry("--limit", List.of("memory=64MiB")),
            Map.entry("--sandbox", List.of("network=tcp-connect:443,80")),
            Map.entry("--containment", List.of("cgroup")),
            Map.entry("--best-effort", List.of("filesystem,network")),
            Map.entry("--env", List.of("A=b=c")),
            Map.entry("--secrets-from", List.of("3")),
            Map.entry("--secrets-as", List.of("files")),
            Map.entry("--interpreter", List.of("/bin/bash")),
            Map.entry("--execution-id", List.of("exec-1")),
            Map.entry("--journal", List.of()),
            Map.entry("--detach", List.of()),
            Map.entry("--state", List.of("/s")),
            Map.entry("--summary", List.of()),
            Map.entry("--no-color", List.of()));

    @Test
    void theHelpNamesEveryOptionAndNoOther() {
        String help = HelpText.text();
        int section = help.indexOf("Options of run:");
        List<String> inHelp = Pattern.compile("(?m)^  (--[a-z-]+)")
                .matcher(help.substring(section, help.indexOf("\n\n", section)))
                .results()
                .map(MatchResult::group)
                .map(String::strip)
                .toList();
        assertThat(inHelp).containsExactlyInAnyOrderElementsOf(EXAMPLES.keySet());
    }

    @Test
    void everyOptionOfTheHelpIsTakenInBothSpellings() throws UsageException {
        List<String> apart = new ArrayList<>(List.of("p.tar.gz"));
        List<String> joined = new ArrayList<>(List.of("p.tar.gz"));
        EXAMPLES.forEach((option, values) -> {
            apart.add(option);
            apart.addAll(values);
            joined.add(values.isEmpty() ? option : option + "=" + values.getFirst());
        });
        RunOptions options = RunOptions.parse(apart);
        assertThat(RunOptions.parse(joined)).isEqualTo(options);
        assertThat(options.payload()).isEqualTo(Path.of("p.tar.gz"));
        assertThat(options.environment()).isEqualTo(Map.of("A", "b=c"));
        assertThat(options.secretsFrom()).contains(new SecretsSource.Inherited(3));
        assertThat(options.secretsAs()).isEqualTo(SecretsAs.FILES);
        assertThat(options.format()).contains(OutputFormat.JSON);
        assertThat(options.limits().timeout()).contains(Duration.ofMinutes(90));
        assertThat(options.limits().grace()).contains(Duration.ZERO);
        assertThat(options.allowUnsigned()).isTrue();
        assertThat(options.colours()).isFalse();
        assertThat(options.summary()).isTrue();
        assertThat(options.journal()).isTrue();
        assertThat(options.detach()).isTrue();
    }

    @Test
    void theDefaultsCheckSignatures() throws UsageException {
        RunOptions options = RunOptions.parse(List.of("p"));
        assertThat(options.allowUnsigned()).isFalse();
        assertThat(options.colours()).isTrue();
        assertThat(options.limits().timeout()).isEmpty();
    }

    @Test
    void afterTwoDashesEverythingIsAnOperand() throws UsageException {
        assertThat(RunOptions.parse(List.of("--", "--format")).payload()).isEqualTo(Path.of("--format"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --format xml             | --format: expected pretty, json, logfmt or raw, found 'xml'
            --format=                | --format: expected pretty, json, logfmt or raw, found ''
            --timeout soon           | --timeout: expected a duration such as 90s
            --timeout 0              | --timeout: expected a duration over 0, found 0s
            --timeout 400d           | --timeout: expected at most
            --grace -1               | --grace: expected a duration
            --limit memory           | --limit: expected NAME=VALUE, found 'memory'
            --limit memory=64        | --limit: memory: expected at least 1MiB, found 64B
            --limit memry=64MiB      | --limit: expected one of timeout, grace,
            --limit processes=0      | --limit: processes: expected a whole number from 1 to 4194304, found '0'
            --limit outputExcess=no  | --limit: outputExcess: expected stop or truncate, found 'no'
            --sandbox private        | --sandbox: expected filesystem=NAME or network=NAME, found 'private'
            --sandbox filesystem=x   | --sandbox filesystem: expected host, read-only or private, found 'x'
            --sandbox network=x      | --sandbox network: expected host, none or tcp-connect:PORT[,PORT...], found 'x'
            --sandbox network=tcp-connect:0 | --sandbox network: expected ports from 1 to 65535
            --containment docker     | --containment: expected auto, cgroup, pid-namespace or watchdog, found 'docker'
            --best-effort all        | --best-effort: expected filesystem, network or system-calls, found 'all'
            --env A                  | --env: expected NAME=VALUE, found a word without '='
            --env =b                 | --env: expected a name of letters
            --env 1A=secret          | --env: expected a name of letters
            --env CRONIUM_JOB_ID=1   | --env: names that begin with CRONIUM_ are reserved
            --secrets-from=          | --secrets-from: expected a path, found an empty word
            --secrets-as files       | --secrets-as: expected --secrets-from too, found none
            --secrets-as words       | --secrets-as: expected environment or files, found 'words'
            --secret A=secret-1      | --secret: expected --secrets-from FD
            --secret=A=secret-1      | --secret: expected --secrets-from FD
            --journal                | --journal: expected --execution-id too, found none
            --journal=yes            | --journal: expected no value, found 'yes'
            --execution-id ../x      | --execution-id: expected a letter or digit
            --interpreter bash       | --interpreter: expected an absolute path, found 'bash'
            --result=                | --result: expected a path, found an empty word
            --state=                 | --state: expected a path, found an empty word
            --trust=                 | --trust: expected a path, found an empty word
            --signature=             | --signature: expected a path, found an empty word
            --allow-unsigned=yes     | --allow-unsigned: expected no value, found 'yes'
            --no-color=1             | --no-color: expected no value, found '1'
            --frobnicate             | unknown option '--frobnicate'
            -x                       | unknown option '-x'
            second                   | expected one PAYLOAD, found also 'second'
            """)
    void aBadValueIsToldByOptionExpectedAndFound(String words, String message) {
        List<String> arguments = new ArrayList<>(List.of("p.tar.gz"));
        arguments.addAll(List.of(words.split(" ", -1)));
        assertThatThrownBy(() -> RunOptions.parse(arguments))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("1A=secret")
                .hasMessageNotContaining("secret-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--format", "--result", "--timeout", "--env", "--state", "--trust", "--interpreter"})
    void aMissingValueIsToldByOption(String option) {
        assertThatThrownBy(() -> RunOptions.parse(List.of("p.tar.gz", option)))
                .isInstanceOf(UsageException.class)
                .hasMessage(option + ": expected a value, found the end of the command");
    }

    @Test
    void aMissingPayloadIsTold() {
        assertThatThrownBy(() -> RunOptions.parse(List.of())).hasMessageContaining("expected a PAYLOAD");
        assertThatThrownBy(() -> RunOptions.parse(List.of("")))
                .hasMessage("PAYLOAD: expected a path, found an empty word");
    }

    @Test
    void theCommandsOfTheHelpAreThere() throws InterruptedException {
        assertThat(shownBy("help")).startsWith("0|Runs one signed script payload");
        assertThat(shownBy("run", "--help")).startsWith("0|Runs one signed script payload");
        assertThat(shownBy("version")).startsWith("0|cronium-runner ");
        assertThat(shownBy()).startsWith("125|Runs one");
        assertThat(shownBy("inspect")).isEqualTo("125|cronium-runner: inspect: expected a PAYLOAD\n");
        assertThat(shownBy("inspect", "/no/such"))
                .isEqualTo("125|cronium-runner: /no/such: no such file or directory\n");
        assertThat(shownBy("frobnicate"))
                .isEqualTo("125|cronium-runner: unknown command 'frobnicate'; see: cronium-runner help\n");
        assertThat(shownBy("run", "p", "--format", "x")).startsWith("125|cronium-runner: --format: expected");
    }

    private static String shownBy(String... arguments) throws InterruptedException {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(shown, true, StandardCharsets.UTF_8);
        int code = Main.run(List.of(arguments), stream, stream);
        return code + "|" + shown.toString(StandardCharsets.UTF_8);
    }
}
