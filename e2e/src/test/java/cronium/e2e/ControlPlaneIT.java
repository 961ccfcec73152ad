package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Await;
import cronium.testkit.Leaks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole way on one machine: an event is saved, run by a runner, its output read, its end told. */
class ControlPlaneIT {
    private static final String CANCEL = """
            import sqlite3, sys
            with sqlite3.connect(sys.argv[1]) as database:
                asked = database.execute(
                    "UPDATE executions SET cancelled_by = 'other', cancelled_at = started_at WHERE id = ?", [sys.argv[2]])
                assert asked.rowcount == 1
            """;

    @TempDir
    Path directory;

    @Test
    void theFirstStartMakesAllThatItNeedsAndSigtermEndsIt() throws Exception {
        try (ControlPlane plane = ControlPlane.start(directory)) {
            assertThat(mode(plane.data())).isEqualTo("rwx------");
            assertThat(mode(plane.data().resolve("admin.token"))).isEqualTo("rw-------");
            assertThat(mode(plane.data().resolve("signing.pem"))).isEqualTo("rw-------");
            Path client = plane.home().resolve(".config/cronium/client.json");
            assertThat(mode(client)).isEqualTo("rw-------");
            assertThat(client).content().contains(plane.address(), plane.token());
            assertThat(plane.get("/health/ready").status()).isEqualTo(200);

            assertThat(plane.terminate()).isEqualTo(0);
            assertThat(plane.complaints()).doesNotContain("Exception", "WARN");
        }
    }

    @Test
    void croniumServerBecomesTheServerWithAllThatFollows() throws Exception {
        Process server = new ProcessBuilder(Image.cronium().toString(), "server", "--jobs=0", "--data", "a b")
                .redirectErrorStream(true)
                .start();
        String said = new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(server.waitFor()).isEqualTo(1);
        assertThat(said).isEqualTo("cronium-server: --jobs: expected 1 to 1000, found 0\n");
    }

    @Test
    void twoServersDoNotShareADataDirectory() throws Exception {
        try (ControlPlane plane = ControlPlane.start(directory)) {
            Process second = new ProcessBuilder(
                            Image.directory().resolve("bin/cronium-server").toString(),
                            "--data",
                            plane.data().toString(),
                            "--listen",
                            "127.0.0.1:0")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(second.waitFor()).isEqualTo(1);
            assertThat(said).contains("expected no server at work in it, found one");
        }
    }

    @Test
    void anEventIsSavedRunAndItsOutputIsTheScriptsOwn() throws Exception {
        try (ControlPlane plane = ControlPlane.start(directory)) {
            plane.save(
                    "bytes",
                    "head -c 3000000 /dev/urandom | tee \"$COPY\"; echo oops >&2; exit 3",
                    "\"environment\": {\"COPY\": \"" + directory.resolve("copy") + "\"}");

            String id = plane.run("bytes");
            JsonNode ended = plane.awaitState(id, "ended");

            assertThat(ended.get("ending").get("outcome").stringValue()).isEqualTo("exited");
            assertThat(ended.get("ending").get("exitCode").intValue()).isEqualTo(3);
            assertThat(ended.get("ending")
                            .get("result")
                            .get("payload")
                            .get("signature")
                            .get("state")
                            .stringValue())
                    .isEqualTo("verified");
            assertThat(plane.bytes("/api/v1/executions/" + id + "/output?stream=stdout"))
                    .isEqualTo(Files.readAllBytes(directory.resolve("copy")));
            assertThat(plane.bytes("/api/v1/executions/" + id + "/output?stream=stderr"))
                    .asString()
                    .isEqualTo("oops\n");
            assertThat(ended.get("outputBytes").longValue()).isEqualTo(3_000_005);
            assertNothingLeft(plane);
        }
    }

    @Test
    void savingTheSameAgainMakesNoVersion() throws Exception {
        try (ControlPlane plane = ControlPlane.start(directory)) {
            JsonNode first = plane.save("same", "echo 1");
            JsonNode again = plane.save("same", "echo 1");
            JsonNode other = plane.save("same", "echo 2");

            assertThat(first.get("version").intValue()).isEqualTo(1);
            assertThat(again.get("version").intValue()).isEqualTo(1);
            assertThat(again.get("changed").booleanValue()).isFalse();
            assertThat(again.get("payload")).isEqualTo(first.get("payload"));
            assertThat(other.get("version").intValue()).isEqualTo(2);
        }
    }

    private interface Damage {
        void to(Path payload, Path signature) throws IOException;
    }

    @Test
    void whateverAPowerFailureLeftOfAPayloadItsNextRunMakesItRight() throws Exception {
        try (ControlPlane plane = ControlPlane.start(directory)) {
            byte[] other = Files.readAllBytes(signature(payload(plane, plane.save("other", "echo other"))));
            List<Damage> damages = List.of(
                    (payload, _) -> Files.write(payload, Arrays.copyOf(Files.readAllBytes(payload), 100)),
                    (payload, _) -> flip(payload),
                    (payload, _) -> Files.write(payload, new byte[0]),
                    (_, signature) -> Files.write(signature, new byte[0]),
                    (_, signature) -> Files.delete(signature),
                    (_, signature) -> Files.write(signature, other),
                    (payload, signature) -> {
                        Files.delete(payload);
                        Files.delete(signature);
                    });
            List<Path> payloads = new ArrayList<>();
            for (int i = 0; i < damages.size(); i++) {
                payloads.add(payload(plane, plane.save("event-" + i, "echo " + i)));
            }
            plane.terminate();
            for (int i = 0; i < damages.size(); i++) {
                damages.get(i).to(payloads.get(i), signature(payloads.get(i)));
            }
            plane.startAgain();

            for (int i = 0; i < damages.size(); i++) {
                JsonNode ended = plane.awaitState(plane.run("event-" + i), "ended");

                assertThat(ended.get("ending").get("sentence").stringValue())
                        .as("event-%d", i)
                        .isEqualTo("exited with code 0");
                assertRight(payloads.get(i));
            }
            assertNothingLeft(plane);
        }
    }

    /** That it was run says that the runner found its signature right. */
    private static void assertRight(Path payload) throws Exception {
        String name = Objects.requireNonNull(payload.getParent()).getFileName() + "" + payload.getFileName();
        assertThat(name).isEqualTo(Sha256.hex(Files.readAllBytes(payload)) + ".tar.gz");
        assertThat(signature(payload)).isNotEmptyFile();
    }

    private static void flip(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
    }

    private static Path payload(ControlPlane plane, JsonNode saved) {
        String sha256 = saved.get("payload").get("sha256").stringValue();
        return plane.data()
                .resolve("payloads/sha256/" + sha256.substring(0, 2) + "/" + sha256.substring(2) + ".tar.gz");
    }

    private static Path signature(Path payload) {
        return payload.resolveSibling(payload.getFileName() + ".sig");
    }

    @Test
    void aSecretReachesTheScriptAndNothingElse() throws Exception {
        String secret = "correct-horse-battery";
        try (ControlPlane plane = ControlPlane.start(directory)) {
            plane.put("/api/v1/secrets/TOKEN", "{\"text\": \"" + secret + "\"}");
            plane.save("secretive", "echo \"${#TOKEN} $TOKEN\"", "\"secrets\": [\"TOKEN\"]");

            String id = plane.run("secretive");
            plane.awaitState(id, "ended");

            assertThat(plane.bytes("/api/v1/executions/" + id + "/output?stream=stdout"))
                    .asString()
                    .isEqualTo("21 ***\n");
            plane.terminate();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .as("content of %s", file)
                            .doesNotContain(secret);
                }
            }
        }
    }

    @Test
    void aSecretThatIsMissingIsNamedAndNothingRuns() throws Exception {
        try (ControlPlane plane = ControlPlane.start(directory)) {
            plane.save("lacking", "echo ran", "\"secrets\": [\"NOT_THERE\"]");

            JsonNode ended = plane.awaitState(plane.run("lacking"), "ended");

            assertThat(ended.get("ending").get("outcome").stringValue()).isEqualTo("not-started");
            assertThat(ended.get("ending").get("sentence").stringValue()).contains("NOT_THERE");
        }
    }

    @Test
    void whatFailsIsRunAgainAsOftenAsTheEventSays() throws Exception {
        try (ControlPlane plane = ControlPlane.start(directory)) {
            plane.save("failing", "exit 1", "\"retries\": {\"attempts\": 3, \"delay\": \"1ms\"}");

            String first = plane.run("failing");
            List<JsonNode> all = Await.until(
                    "three attempts that ended",
                    () -> executions(plane),
                    found -> found.size() == 3
                            && found.stream()
                                    .allMatch(item ->
                                            item.get("state").stringValue().equals("ended")));

            assertThat(all).extracting(item -> item.get("attempt").intValue()).containsExactly(3, 2, 1);
            assertThat(all)
                    .extracting(item -> item.get("firstId").stringValue())
                    .containsOnly(first);
        }
    }

    @Test
    void cancellingEndsTheScriptWithAllItsProcesses() throws Exception {
        try (ControlPlane plane = ControlPlane.start(directory)) {
            Path started = directory.resolve("started");
            plane.save(
                    "long",
                    "sleep 1000 & : >\"$STARTED\"; wait",
                    "\"environment\": {\"STARTED\": \"" + started + "\"}");
            String id = plane.run("long");
            Await.until("a script that runs", () -> Files.exists(started), there -> there);

            assertThat(plane.post("/api/v1/executions/" + id + "/cancel", "").status())
                    .isEqualTo(202);
            JsonNode ended = plane.awaitState(id, "ended");

            assertThat(ended.get("ending").get("outcome").stringValue()).isEqualTo("cancelled");
            Leaks.assertNoProcess(started.toString());
            assertNothingLeft(plane);
        }
    }

    /** As when another server of the same database was asked. */
    @Test
    void cancellingReachesWhatRunsAlsoByTheDatabaseAlone() throws Exception {
        try (ControlPlane plane = ControlPlane.start(directory)) {
            plane.save("long", "exec sleep 1000", "\"retries\": {\"attempts\": 3}");
            String id = plane.run("long");
            plane.awaitState(id, "running");

            Process asking = new ProcessBuilder(
                            "python3",
                            "-c",
                            CANCEL,
                            plane.data().resolve("cronium.db").toString(),
                            id)
                    .inheritIO()
                    .start();
            assertThat(asking.waitFor()).isZero();
            JsonNode ended = plane.awaitState(id, "ended");

            assertThat(ended.get("ending").get("outcome").stringValue()).isEqualTo("cancelled");
            assertNothingLeft(plane);
        }
    }

    @Test
    void aFirstTokenThatIsLostIsFollowedByAnotherAndOneThatIsRevokedIsSaidToBe() throws Exception {
        try (ControlPlane plane = ControlPlane.start(directory)) {
            String lost = plane.token();
            assertThat(plane.terminate()).isZero();
            Files.delete(plane.data().resolve("admin.token"));
            plane.startAgain();
            assertThat(plane.token()).isNotEqualTo(lost);
            JsonNode tokens = plane.get("/api/v1/tokens").expect(200).get("items");
            assertThat(tokens).hasSize(2);
            String second = tokens.get(1).get("name").stringValue();
            assertThat(second).endsWith("-2");

            assertThat(plane.delete("/api/v1/tokens/" + second).status()).isEqualTo(204);
            assertThat(plane.terminate()).isZero();
            plane.startAgain();
            assertThat(plane.get("/api/v1/tokens").status()).isEqualTo(401);
        }
    }

    @Test
    void aScriptGoesOnWhileTheServerIsAwayAndIsTakenUpByTheNext() throws Exception {
        try (ControlPlane plane = ControlPlane.start(directory)) {
            Path go = fifo("go");
            Path runs = directory.resolve("runs");
            plane.save(
                    "patient",
                    "echo ran >>\"$RUNS\"; echo before; read -r line <\"$GO\"; echo after",
                    "\"environment\": {\"GO\": \"" + go + "\", \"RUNS\": \"" + runs + "\"}");
            String id = plane.run("patient");
            Await.until(
                    "output before",
                    () -> plane.execution(id).get("outputBytes").longValue(),
                    bytes -> bytes > 0);

            plane.kill();
            Files.writeString(go, "go\n");
            plane.startAgain();
            JsonNode ended = plane.awaitState(id, "ended");

            assertThat(ended.get("ending").get("exitCode").intValue()).isEqualTo(0);
            assertThat(plane.bytes("/api/v1/executions/" + id + "/output?stream=stdout"))
                    .asString()
                    .isEqualTo("before\nafter\n");
            assertThat(runs).hasContent("ran\n");
            assertNothingLeft(plane);
        }
    }

    @Test
    void aRunnerThatIsSlowToStartIsWaitedForAndNoOtherIsStarted() throws Exception {
        Path go = fifo("go");
        Path starts = directory.resolve("starts");
        Path slow = directory.resolve("slow-runner");
        Files.writeString(
                slow,
                "#!/bin/sh\necho start >>'" + starts + "'\nread -r line <'" + go + "'\nexec '" + Image.runner()
                        + "' \"$@\"\n");
        Files.setPosixFilePermissions(slow, PosixFilePermissions.fromString("rwx------"));
        try (ControlPlane plane = ControlPlane.start(directory, "--runner", slow.toString())) {
            plane.save("slow", "sleep 1000");
            String id = plane.run("slow");
            Await.until("a runner that starts", () -> Files.exists(starts), there -> there);

            plane.kill();
            plane.startAgain();
            Await.until("an execution that is taken up", plane::complaints, said -> said.contains("taking up " + id));
            plane.post("/api/v1/executions/" + id + "/cancel", "");
            assertThat(plane.execution(id).get("state").stringValue()).isNotEqualTo("ended");
            Files.writeString(go, "go\n");
            JsonNode ended = plane.awaitState(id, "ended");

            assertThat(ended.get("ending").get("outcome").stringValue()).isEqualTo("cancelled");
            assertThat(starts).hasContent("start\n");
            assertNothingLeft(plane);
        }
    }

    @Test
    void anExecutionWhoseRunnerWasKilledIsLostAndNotGuessed() throws Exception {
        try (ControlPlane plane = ControlPlane.start(directory)) {
            Path started = directory.resolve("started");
            plane.save(
                    "doomed",
                    "echo there; : >\"$STARTED\"; sleep 1000",
                    "\"environment\": {\"STARTED\": \"" + started + "\"}");
            String id = plane.run("doomed");
            Await.until("a script that runs", () -> Files.exists(started), there -> there);
            Path owner = plane.data().resolve("runners/journal").resolve(id).resolve("owner");
            Signals.send(Long.parseLong(Files.readString(owner).split(" ", 2)[0]), "KILL");

            JsonNode ended = plane.awaitState(id, "ended");

            assertThat(ended.get("ending").get("outcome").stringValue()).isEqualTo("lost");
            assertThat(plane.bytes("/api/v1/executions/" + id + "/output?stream=stdout"))
                    .asString()
                    .isEqualTo("there\n");
            Leaks.assertNoProcess(started.toString());
        }
    }

    /** A named pipe: who reads it waits until somebody writes, and the other way round. */
    private Path fifo(String name) throws IOException, InterruptedException {
        Path fifo = directory.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", fifo.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        return fifo;
    }

    private static List<JsonNode> executions(ControlPlane plane) {
        try {
            return plane.all("/api/v1/executions");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("expected executions, found " + e, e);
        }
    }

    private static void assertNothingLeft(ControlPlane plane) {
        Leaks.assertNothingIn(plane.data().resolve("runners/journal"));
        Leaks.assertNothingIn(plane.data().resolve("runners/executions"));
        Leaks.assertNothingIn(plane.data().resolve("payloads/coming"));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
