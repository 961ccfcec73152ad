package cronium.runner;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.runner.output.OutputFormat;
import cronium.runner.supervise.ExceededLimit;
import cronium.runner.supervise.Outcome;
import cronium.runner.supervise.PeakMemory;
import cronium.testkit.documents.Document;
import cronium.testkit.documents.Sources;
import cronium.testkit.documents.TableRow;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/running.md} and the runner name the same things. */
class DocsTest {
    private static final Pattern FAULT = Pattern.compile(
            "\"((?:archive|bundle|containment|digest|execution|grant|key|manifest|payload|plan|signature|trust)\\.[a-z-]+)\"");
    private static final Pattern OPTION = Pattern.compile("\"(--[a-z-]+)\"");
    private static final Pattern STAGE = Pattern.compile("(?:stages\\.begin|stage)\\(\"([a-z]+)\"");
    private static final Pattern EVENT =
            Pattern.compile("(?:new Notice\\(\\s*(?:Notice\\.Level\\.[A-Z]+|level),\\s*|notice\\(|stage\\(\"[a-z]+\", )"
                    + "\"([a-z-]+)\"");
    private static final Pattern RESULT_FIELD = Pattern.compile("\\.?(?:member|name)\\(\"([A-Za-z0-9]+)\"");
    private static final Pattern ENFORCED = Pattern.compile("(?:enforced|words)\\.add\\(\"([a-z-]+)\"\\)");
    private static final Pattern VARIABLE =
            Pattern.compile("(?:(?:absolute|get|getOrDefault|containsKey)\\(|= )\"((?:[A-Z]+_)*[A-Z]{2,})\"");

    private final Document document;
    private final Sources sources;

    DocsTest() throws IOException {
        document = Document.read("docs/running.md");
        sources = Sources.beneath("runner/src/main/java");
    }

    @Test
    void everyOutcomeIsDocumentedWithItsExitCode() {
        List<Outcome> outcomes = Stream.<Outcome>concat(
                        Stream.of(
                                new Outcome.Exited(7),
                                new Outcome.Signalled(9),
                                new Outcome.TimedOut(Duration.ofSeconds(1)),
                                new Outcome.Cancelled(15),
                                new Outcome.LostControl(1),
                                new Outcome.OutputLost(""),
                                new Outcome.Rejected("execution.journaled", ""),
                                new Outcome.Rejected("code", "")),
                        Stream.concat(
                                Arrays.stream(ExceededLimit.values())
                                        .map(limit -> new Outcome.LimitExceeded(limit, 1, "1")),
                                Arrays.stream(Outcome.Reason.values())
                                        .map(reason -> new Outcome.NotStarted(reason, ""))))
                .toList();

        assertThat(outcomes).extracting(Object::getClass).containsAll(List.of(Outcome.class.getPermittedSubclasses()));
        assertThat(document.rowsUnder("Outcomes and exit codes"))
                .extracting(row -> row.code(0) + " " + row.cell(1) + " " + reason(row))
                .containsExactlyInAnyOrderElementsOf(
                        outcomes.stream().map(DocsTest::row).toList());
    }

    @Test
    void theManualHasEveryExitCodeAndNoOther() {
        assertThat(Manual.exitCodes())
                .extracting(Manual.ExitCode::code)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(document.rowsUnder("Outcomes and exit codes").stream()
                        .map(row -> row.cell(1)
                                .replace("the script's, ", "")
                                .replace(" to ", "-")
                                .replace(" + ", "+"))
                        .distinct()
                        .toList());
    }

    @Test
    void everyFaultCodeIsDocumentedAndNoOther() {
        assertThat(TableRow.faultCodes(document.rowsUnder("Fault codes of the runner")))
                .containsExactlyInAnyOrderElementsOf(sources.all(FAULT));
    }

    @Test
    void everyOptionIsDocumentedAndNoOther() throws IOException {
        assertThat(firstColumn("Options").map(option -> option.split(" ", 2)[0]))
                .containsExactlyInAnyOrderElementsOf(
                        Sources.beneath("runner/src/main/java/cronium/runner/RunOptions.java")
                                .all(OPTION));
    }

    @Test
    void everyStageIsDocumentedAndNoOther() {
        assertThat(firstColumn("Stages")).containsExactlyInAnyOrderElementsOf(sources.all(STAGE));
    }

    @Test
    void everyEventIsDocumentedAndNoOther() {
        assertThat(firstColumn("Events")).containsExactlyInAnyOrderElementsOf(sources.all(EVENT));
    }

    @Test
    void everyFieldOfAResultIsDocumented() throws IOException {
        List<String> words = document.lines().stream()
                .flatMap(line -> Pattern.compile("`([A-Za-z0-9-]+)`")
                        .matcher(line)
                        .results()
                        .map(match -> match.group(1)))
                .toList();

        assertThat(words)
                .containsAll(Sources.beneath("runner/src/main/java/cronium/runner/journal/ResultFile.java")
                        .all(RESULT_FIELD))
                .containsAll(sources.all(ENFORCED))
                .containsAll(Arrays.stream(PeakMemory.Source.values())
                        .map(PeakMemory.Source::word)
                        .toList());
    }

    @Test
    void everyFormatIsDocumented() {
        assertThat(document.lines())
                .containsAll(Arrays.stream(OutputFormat.values())
                        .map(format -> "### `" + format.name().toLowerCase(Locale.ROOT) + "`")
                        .toList());
    }

    @Test
    void everyVariableThatIsReadIsDocumented() {
        assertThat(firstColumn("Variables that the runner reads").toList()).containsAll(sources.all(VARIABLE));
    }

    @Test
    void everyDocumentedVariableIsRead() throws IOException {
        Pattern name = Pattern.compile("\\b([A-Z][A-Z_]+)\\b");
        Sources launcher = Sources.beneath("packaging/src/main/resources");

        assertThat(firstColumn("Variables that the runner reads"))
                .allSatisfy(
                        variable -> assertThat(Stream.concat(sources.all(name).stream(), launcher.all(name).stream()))
                                .contains(variable.replace("*", "")));
    }

    private Stream<String> firstColumn(String heading) {
        return document.rowsUnder(heading).stream().flatMap(row -> row.codes(0));
    }

    private static String row(Outcome outcome) {
        String exitCode = switch (outcome) {
            case Outcome.Exited(int code) when outcome.exitCode() == code -> "the script's, 0 to 255";
            case Outcome.Signalled(int signal) when outcome.exitCode() == 128 + signal -> "128 + N";
            case Outcome.Cancelled(int signal) when outcome.exitCode() == 128 + signal -> "128 + N";
            default -> Integer.toString(outcome.exitCode());
        };
        String reason = outcome instanceof Outcome.NotStarted notStarted
                ? notStarted.reason().name().toLowerCase(Locale.ROOT).replace('_', '-')
                : "";
        return outcome.kind() + " " + exitCode + " " + reason;
    }

    private static String reason(TableRow row) {
        return row.codes(2)
                .filter(code -> code.matches("[a-z-]+") && !code.equals("reason"))
                .findFirst()
                .orElse("");
    }
}
