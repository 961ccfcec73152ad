package cronium.runner.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.payload.signing.SignatureState;
import cronium.runner.contain.TreeLayer;
import cronium.runner.output.StreamAccount;
import cronium.runner.supervise.Ended;
import cronium.runner.supervise.ExceededLimit;
import cronium.runner.supervise.Outcome;
import cronium.runner.supervise.PeakMemory;
import cronium.runner.supervise.ScriptEnd;
import cronium.runner.supervise.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultFileTest {
    private static final StreamAccount NOTHING =
            new StreamAccount(0, 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    static final List<Outcome> OUTCOMES = List.of(
            new Outcome.Exited(0),
            new Outcome.Exited(255),
            new Outcome.Signalled(11),
            new Outcome.TimedOut(Duration.ofSeconds(3)),
            new Outcome.Cancelled(2),
            new Outcome.LimitExceeded(ExceededLimit.MEMORY, 1 << 20, "1MiB"),
            new Outcome.LimitExceeded(ExceededLimit.CPU, 90_000, "90s"),
            new Outcome.LimitExceeded(ExceededLimit.PROCESSES, 1, "1 processes"),
            new Outcome.LimitExceeded(ExceededLimit.OUTPUT, 1, "1B"),
            new Outcome.LimitExceeded(ExceededLimit.DISK, 1 << 20, "1MiB"),
            new Outcome.LimitExceeded(ExceededLimit.FILE_SIZE, 1, "1B"),
            new Outcome.LostControl(2),
            new Outcome.OutputLost("write: ENOSPC"),
            new Outcome.Rejected("manifest.missing", "a \"quote\", a \\, a \n, a \u0001 and an ü"),
            new Outcome.NotStarted(Outcome.Reason.INTERPRETER_MISSING, "no bash"),
            new Outcome.NotStarted(Outcome.Reason.CANNOT_EXECUTE, "EACCES"),
            new Outcome.NotStarted(Outcome.Reason.RUNNER_FAULT, "disk full"));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @FieldSource("OUTCOMES")
    void everyOutcomeFitsTheSchema(Outcome outcome) throws IOException {
        for (Result result : List.of(least(outcome), most(outcome))) {
            ResultSchema.assertValid(new String(ResultFile.json(result), StandardCharsets.UTF_8));
        }
    }

    @Test
    void theSchemaDescribesEachOfItsFields() throws IOException {
        JsonNode schema = new JsonMapper().readTree(Files.readString(ResultSchema.file()));
        assertThat(schema.get("additionalProperties").asBoolean()).isFalse();
        assertDescribed(schema, "");
        for (String kind :
                List.of("exited", "signalled", "timedOut", "cancelled", "rejected", "notStarted", "stream")) {
            assertDescribed(schema.get("$defs").get(kind), kind);
        }
    }

    private static void assertDescribed(JsonNode object, String path) {
        object.get("properties").properties().forEach(field -> {
            String place = path + "/" + field.getKey();
            boolean plain = field.getKey().equals("kind") || field.getKey().equals("signal");
            assertThat(plain || field.getValue().has("description"))
                    .as("description of " + place)
                    .isTrue();
            if (field.getValue().has("properties")) {
                assertThat(field.getValue().get("additionalProperties").asBoolean(true))
                        .as(place)
                        .isFalse();
                assertDescribed(field.getValue(), place);
            }
        });
    }

    @Test
    void whatWasThereIsReplacedAtOnceAndNothingElseIsLeft() throws IOException {
        Path file = Files.writeString(directory.resolve("result.json"), "old");
        ResultFile.write(file, least(new Outcome.Exited(7)));
        JsonNode result = new JsonMapper().readTree(Files.readString(file));
        assertThat(result.get("exitCode").asInt()).isEqualTo(7);
        assertThat(names()).containsExactly("result.json");
    }

    @Test
    void aReaderSeesTheOldOrTheNewAndNeverHalf() throws Exception {
        Path file = directory.resolve("result.json");
        ResultFile.write(file, most(new Outcome.Exited(0)));
        FutureTask<Boolean> writing = new FutureTask<>(() -> {
            for (int i = 0; i < 200; i++) {
                ResultFile.write(file, most(new Outcome.Exited(i)));
            }
            return true;
        });
        Thread.ofPlatform().daemon().start(writing);
        JsonMapper json = new JsonMapper();
        while (!writing.isDone()) {
            assertThat(json.readTree(Files.readString(file)).get("leftovers").size())
                    .isEqualTo(1);
        }
        assertThat(writing.get()).isTrue();
    }

    @Test
    void aLinkStaysAndWhatItLeadsToIsReplaced() throws IOException {
        Path target = Files.createFile(directory.resolve("target"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("target"));
        ResultFile.write(link, least(new Outcome.Exited(7)));
        assertThat(link).isSymbolicLink();
        assertThat(target).content().contains("cronium.result/v1");
    }

    @Test
    void aDeviceIsWrittenToAndStaysADevice() throws IOException {
        ResultFile.write(Path.of("/dev/null"), least(new Outcome.Exited(7)));
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
        assertThatThrownBy(() -> ResultFile.write(Path.of("/dev/full"), least(new Outcome.Exited(7))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aPlaceThatIsNotThereIsAnErrorAndLeavesNothing() throws IOException {
        assertThatThrownBy(() -> ResultFile.write(directory.resolve("no/where"), least(new Outcome.Exited(0))))
                .isInstanceOf(IOException.class);
        assertThat(names()).isEmpty();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Result least(Outcome outcome) {
        return new Result(
                "exec-1",
                outcome,
                "p.tar.gz",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.parse("2025-08-05T07:00:00Z"),
                Instant.parse("2025-08-05T07:00:01.5Z"),
                Map.of(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static Result most(Outcome outcome) {
        return new Result(
                "exec-1",
                outcome,
                "p.tar.gz",
                Optional.of(new Result.PayloadFacts(
                        NOTHING.sha256(), 4711, Optional.of(new SignatureState.Verified("ci")))),
                Optional.of(new Result.GrantFacts(NOTHING.sha256(), "ops")),
                Optional.of(new Result.EventFacts(Optional.of("job"), Optional.of("event"), Optional.of(3L))),
                Instant.parse("2025-08-05T07:00:00Z"),
                Instant.parse("2025-08-05T07:00:01.000000005Z"),
                Map.of("read", Duration.ofMillis(1), "run", Duration.ofSeconds(100)),
                Optional.of(new Ended(
                        outcome,
                        Optional.of(new ScriptEnd.Exited(0)),
                        new Usage(
                                Duration.ofSeconds(1),
                                Duration.ofMillis(2),
                                Duration.ZERO,
                                new PeakMemory(3_000_000, PeakMemory.Source.SAMPLED)),
                        Optional.of(new Ended.OutputAccount(NOTHING, NOTHING)),
                        Optional.of("write: EPIPE (no reader)"),
                        TreeLayer.CGROUP,
                        List.of("4711 (dd)"))),
                List.of("session", "subreaper", "no-new-privileges", "cgroup", "timeout"),
                List.of("file: EPERM"));
    }
}
