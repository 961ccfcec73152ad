package cronium.server.execute;

import cronium.payload.manifest.DurationText;
import cronium.server.domain.Ending;
import cronium.server.domain.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runner's result, {@code cronium.result/v1}. It may come from a host that somebody else rules: what answers of the API could not be made of is
 * none that this version understands.
 */
public record ResultDocument(String text, JsonNode fields) {
    private static final int MAX_CHARACTERS = 128 << 10;
    private static final int MAX_EXIT_CODE = 255;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxTokenCount(50_000)
                            .maxNumberLength(50)
                            .maxNameLength(500)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * The end that a result tells of. Output that is not what the runner says that it was is lost.
     *
     * @param out what came of standard output
     * @param err what came of standard error
     */
    public static Ending ending(String text, StreamTally out, StreamTally err) {
        Optional<ResultDocument> document = parse(text);
        if (document.isEmpty()) {
            return new Ending(
                    Outcome.LOST,
                    OptionalInt.empty(),
                    "lost: the runner left a result that this version does not understand",
                    Optional.empty());
        }
        Ending told = document.get().ending();
        Optional<String> difference = document.get().difference(out, err);
        return difference.isEmpty()
                ? told
                : new Ending(
                        Outcome.OUTPUT_LOST,
                        told.exitCode(),
                        told.sentence() + ", but its output is not what the runner told: " + difference.get(),
                        told.result());
    }

    /** Empty if it is none that this version understands. */
    static Optional<ResultDocument> parse(String text) {
        if (text.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        try {
            JsonNode fields = JSON.readTree(text);
            boolean known = fields.path("schema").asString("").equals("cronium.result/v1")
                    && Outcome.named(fields.path("outcome").path("kind").asString(""))
                            .isPresent()
                    && isExitCode(fields.path("exitCode"));
            return known ? Optional.of(new ResultDocument(text, fields)) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static boolean isExitCode(JsonNode code) {
        return code.isInt() && code.intValue() >= 0 && code.intValue() <= MAX_EXIT_CODE;
    }

    private Ending ending() {
        JsonNode outcome = fields.path("outcome");
        Outcome kind = Outcome.named(outcome.path("kind").asString("")).orElse(Outcome.LOST);
        return new Ending(
                kind, OptionalInt.of(fields.path("exitCode").intValue()), sentence(kind, outcome), Optional.of(text));
    }

    private static String sentence(Outcome kind, JsonNode outcome) {
        return switch (kind) {
            case EXITED -> "exited with code " + outcome.path("code").asInt(0);
            case SIGNALLED -> "killed by signal " + outcome.path("signal").asInt(0);
            case CANCELLED -> "cancelled by signal " + outcome.path("signal").asInt(0);
            case TIMED_OUT ->
                "timed out after "
                        + DurationText.format(
                                Duration.ofMillis(outcome.path("limitMillis").asLong(0)));
            case OUT_OF_MEMORY -> "stopped over its limit of memory";
            case CPU_TIME_EXCEEDED -> "stopped over its limit of processor time";
            case PROCESSES_EXCEEDED -> "stopped over its limit of processes";
            case OUTPUT_EXCEEDED -> "stopped over its limit of output";
            case DISK_EXCEEDED -> "stopped over its limit of disk";
            case FILE_SIZE_EXCEEDED -> "stopped over its limit of file size";
            case LOST_CONTROL -> "processes of it outlived SIGKILL";
            case OUTPUT_LOST, REJECTED, NOT_STARTED, LOST ->
                outcome.path("message").asString(kind.text());
        };
    }

    /** Whether the output that was followed is the one that the runner tells of; that of a script that never ran is none. */
    private Optional<String> difference(StreamTally out, StreamTally err) {
        return difference("stdout", out).or(() -> difference("stderr", err));
    }

    private Optional<String> difference(String name, StreamTally followed) {
        JsonNode told = fields.path("output").path(name);
        if (told.isMissingNode() || fields.path("output").has("undelivered")) {
            return Optional.empty();
        }
        long bytes = told.path("bytes").asLong(0);
        String sha256 = told.path("sha256").asString("");
        long found = followed.bytes();
        String foundSha256 = followed.sha256();
        return bytes == found && sha256.equals(foundSha256)
                ? Optional.empty()
                : Optional.of(name + ": expected " + bytes + " bytes with sha256 " + sha256 + ", found " + found
                        + " bytes with " + foundSha256);
    }
}
