package cronium.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.server.domain.Bytes;
import cronium.server.domain.Ending;
import cronium.server.domain.Outcome;
import cronium.server.domain.OutputChunk;
import cronium.server.domain.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowingTest {
    /** With {@code -Dcronium.follow.megabytes=1024} and a small heap it shows that memory is bounded. */
    private static final int MEGABYTES = Integer.getInteger("cronium.follow.megabytes", 8);

    @TempDir
    Path directory;

    private Api api;
    private String id = "";
    private String path = "";
    private Chunks chunks;

    @BeforeEach
    void start() throws Exception {
        api = new Api(directory);
        api.client.put("/api/v1/events/hello", EventBodies.minimal().toString()).expect(201);
        id = api.client
                .post("/api/v1/events/hello/executions", "")
                .json(201)
                .get("id")
                .stringValue();
        path = "/api/v1/executions/" + id + "/events";
        chunks = new Chunks(api, id);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private SseReader follow(String query, String... headers) throws Exception {
        HttpResponse<InputStream> response = api.client.open(path + query, headers);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        return new SseReader(response.body());
    }

    private void run() {
        assertThat(api.database.executions().claimNext("node", Target.LOCAL, Instant.now()))
                .isPresent();
        api.database.executions().started(id, "node", Instant.now());
        api.changes.changed(id);
    }

    private void end() {
        Ending ending = new Ending(Outcome.EXITED, OptionalInt.of(0), "exited with 0", Optional.empty());
        assertThat(api.database.executions().end(id, "node", ending, Instant.now(), Optional.empty()))
                .isTrue();
        api.changes.changed(id);
    }

    private static SseReader.Event next(SseReader reader, String name) throws IOException {
        SseReader.Event event = reader.next().orElseThrow();
        assertThat(event.name()).as(event.data()).isEqualTo(name);
        return event;
    }

    private static String text(SseReader.Event event) {
        return new String(Base64.getDecoder().decode(event.json().get("base64").stringValue()), StandardCharsets.UTF_8);
    }

    @Test
    void aReaderWhoseTokenWasRevokedReadsNoMore() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        new Following(
                        api.database,
                        api.changes,
                        new Gate(),
                        new ServerSentEvents(told),
                        id,
                        () -> asked.incrementAndGet() < 3,
                        Duration.ZERO,
                        0)
                .run();
        assertThat(asked).hasValue(3);
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("event: state")
                .doesNotContain("event: end");
    }

    @Test
    void stateAndOutputAreToldAsTheyComeAndThenTheEnd() throws Exception {
        try (SseReader reader = follow("")) {
            assertThat(next(reader, "state").json().get("state").stringValue()).isEqualTo("queued");
            run();
            assertThat(next(reader, "state").json().get("state").stringValue()).isIn("claimed", "running");
            chunks.add(1, "hällo\n");
            SseReader.Event output = reader.next().orElseThrow();
            while (output.name().equals("state")) {
                output = reader.next().orElseThrow();
            }
            assertThat(output.id()).isEqualTo("0");
            assertThat(text(output)).isEqualTo("hällo\n");
            assertThat(output.json().get("stream").stringValue()).isEqualTo("stdout");
            chunks.add(2, "oops");
            SseReader.Event error = next(reader, "output");
            assertThat(error.json().get("stream").stringValue()).isEqualTo("stderr");
            assertThat(error.json().get("offset").longValue()).isZero();
            assertThat(error.id()).isEqualTo("1");
            end();
            SseReader.Event last = next(reader, "end");
            assertThat(last.json().get("ending").get("exitCode").intValue()).isZero();
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void whoComesBackGetsWhatCameAfter() throws Exception {
        run();
        for (int i = 0; i < 10; i++) {
            chunks.add(1, "line " + i + "\n");
        }
        end();
        List<String> ids = new ArrayList<>();
        String last = "";
        for (int visit = 0; visit < 4; visit++) {
            String[] headers = last.isEmpty() ? new String[0] : new String[] {"Last-Event-ID", last};
            try (SseReader reader = follow("", headers)) {
                for (int i = 0; i < 3; i++) {
                    Optional<SseReader.Event> event = reader.next();
                    if (event.isPresent() && event.get().name().equals("output")) {
                        ids.add(event.get().id());
                        last = event.get().id();
                    }
                }
            }
        }
        assertThat(ids).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        try (SseReader reader = follow("?after=8", "Last-Event-ID", "")) {
            assertThat(next(reader, "output").id()).isEqualTo("9");
            next(reader, "end");
        }
        try (SseReader reader = follow("?after=3", "Last-Event-ID", "9")) {
            next(reader, "end");
        }
        assertThat(api.client.get(path + "?after=x").fields()).containsExactly("after");
        assertThat(api.client.get(path, "Last-Event-ID", "-1").fields()).containsExactly("Last-Event-ID");
        assertThat(api.client.send("HEAD", path, "").expect(200).body()).isEmpty();
    }

    @Test
    void manyReadersGetTheSameWhileOneDoesNotReadAtAll() throws Exception {
        run();
        HttpResponse<InputStream> stalled = api.client.open(path);
        List<CompletableFuture<String>> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            SseReader reader = follow("");
            readers.add(CompletableFuture.supplyAsync(() -> digest(reader)));
        }
        MessageDigest expected = MessageDigest.getInstance("SHA-256");
        byte[] block = new byte[64 << 10];
        for (int i = 0; i < MEGABYTES * 16; i++) {
            Arrays.fill(block, (byte) i);
            expected.update(block);
            chunks.add(1 + i % 2, block);
        }
        end();
        String digest = HexFormat.of().formatHex(expected.digest());
        for (CompletableFuture<String> reader : readers) {
            assertThat(reader.get()).isEqualTo(digest);
        }
        stalled.body().close();
    }

    private static String digest(SseReader reader) {
        try (reader) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Optional<SseReader.Event> event = reader.next(); event.isPresent(); event = reader.next()) {
                if (event.get().name().equals("output")) {
                    digest.update(Base64.getDecoder()
                            .decode(event.get().json().get("base64").stringValue()));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void outputThatAnotherNodeWroteIsSeenToo() throws Exception {
        run();
        try (SseReader reader = follow("")) {
            next(reader, "state");
            api.database.outputs().append(id, List.of(new OutputChunk(0, 1, 0, 0, 0, Bytes.of(new byte[] {'x'}))));
            assertThat(text(next(reader, "output"))).isEqualTo("x");
        }
    }

    @Test
    void aServerThatClosesLetsItsFollowersGo() throws Exception {
        try (SseReader reader = follow("")) {
            next(reader, "state");
            api.server.close();
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void anUnknownExecutionCannotBeFollowed() throws Exception {
        api.client
                .get("/api/v1/executions/0198a5b0-0000-7000-8000-000000000000/events")
                .expect(ProblemKind.NOT_FOUND);
    }
}
