package cronium.runner.journal;

import cronium.payload.signing.SignatureState;
import cronium.runner.output.StreamAccount;
import cronium.runner.supervise.Ended;
import cronium.runner.supervise.Outcome;
import cronium.runner.supervise.Usage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Writes results: whole, synced and then renamed, so that a reader never sees half of one. */
public final class ResultFile {
    private static final String SCHEMA = "cronium.result/v1";

    private ResultFile() {}

    /**
     * Writes the result.
     *
     * @param file replaced if it is a regular file, and so is what a link leads to; anything else that is there, such as a
     *     pipe or {@code /dev/stdout}, is written to
     */
    public static void write(Path file, Result result) throws IOException {
        byte[] json = json(result);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            Files.write(file, json, StandardOpenOption.WRITE);
        } else {
            replace(Files.exists(file) ? file.toRealPath() : file.toAbsolutePath(), json);
        }
    }

    private static void replace(Path file, byte[] json) throws IOException {
        Path coming = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            try (FileChannel channel = FileChannel.open(
                    coming,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(json);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(coming, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(coming);
            throw e;
        }
    }

    static byte[] json(Result result) {
        Json json = new Json().open('{');
        json.member("schema", SCHEMA);
        json.member("executionId", result.executionId());
        outcome(json.name("outcome"), result.outcome());
        json.member("exitCode", result.outcome().exitCode());
        payload(json, result);
        result.grant()
                .ifPresent(grant -> json.name("grant")
                        .open('{')
                        .member("sha256", grant.sha256())
                        .member("key", grant.key())
                        .close('}'));
        result.event().ifPresent(event -> {
            json.name("event").open('{');
            event.jobId().ifPresent(id -> json.member("jobId", id));
            event.eventId().ifPresent(id -> json.member("eventId", id));
            event.eventVersion().ifPresent(version -> json.member("eventVersion", version));
            json.close('}');
        });
        json.member("startedAt", result.startedAt().toString());
        json.member("endedAt", result.endedAt().toString());
        json.name("stageMicros").open('{');
        result.stages().forEach((stage, duration) -> json.member(stage, duration.toNanos() / 1_000));
        json.close('}');
        result.ended().ifPresent(ended -> ended(json, ended));
        strings(json.name("enforced"), result.enforced());
        strings(json.name("survivors"), result.ended().map(Ended::survivors).orElse(List.of()));
        strings(json.name("leftovers"), result.leftovers());
        return json.close('}').bytes();
    }

    private static void outcome(Json json, Outcome outcome) {
        json.open('{').member("kind", outcome.kind());
        outcome.describe(new Outcome.Facts() {
            @Override
            public void fact(String name, long value) {
                json.member(name, value);
            }

            @Override
            public void fact(String name, String value) {
                json.member(name, value);
            }
        });
        json.close('}');
    }

    private static void payload(Json json, Result result) {
        json.name("payload").open('{').member("path", result.payloadPath());
        result.payload().ifPresent(payload -> {
            json.member("sha256", payload.sha256()).member("bytes", payload.bytes());
            payload.signature().ifPresent(signature -> signature(json.name("signature"), signature));
        });
        json.close('}');
    }

    private static void signature(Json json, SignatureState signature) {
        json.open('{');
        signature.<Json>match(
                verified -> json.member("state", "verified").member("key", verified.keyName()),
                _ -> json.member("state", "unsigned-allowed"),
                refused -> json.member("state", "refused")
                        .member("faultCode", refused.code())
                        .member("message", refused.message()));
        json.close('}');
    }

    private static void ended(Json json, Ended ended) {
        Usage usage = ended.usage();
        json.name("usage").open('{');
        json.member("wallMicros", usage.wall().toNanos() / 1_000);
        json.member("userMicros", usage.user().toNanos() / 1_000);
        json.member("systemMicros", usage.system().toNanos() / 1_000);
        json.member("peakMemoryBytes", usage.peakMemory().bytes());
        json.member("peakMemorySource", usage.peakMemory().source().word());
        json.close('}');
        json.name("output").open('{');
        ended.output().ifPresent(output -> {
            stream(json.name("stdout"), output.standardOutput());
            stream(json.name("stderr"), output.standardError());
        });
        ended.undelivered().ifPresent(why -> json.member("undelivered", why));
        json.close('}');
    }

    private static void stream(Json json, StreamAccount account) {
        json.open('{')
                .member("bytes", account.bytes())
                .member("dropped", account.dropped())
                .member("sha256", account.sha256())
                .close('}');
    }

    private static void strings(Json json, List<String> values) {
        json.open('[');
        values.forEach(value -> json.element().string(value));
        json.close(']');
    }
}
