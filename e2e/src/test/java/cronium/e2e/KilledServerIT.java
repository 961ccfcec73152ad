package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Await;
import cronium.testkit.Leaks;
import cronium.testkit.Seed;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * SIGKILL for the server again and again, at moments that chance chooses, while events are saved and run. In the end nothing that it said yes to is
 * lost, nothing ran twice, no file is left over, and every digest is right. {@code cronium.kills} (10 for each database) and
 * {@code cronium.saves} (50) say how often.
 */
class KilledServerIT {
    private static final int KILLS = Integer.getInteger("cronium.kills", 10);
    private static final int SAVES = Integer.getInteger("cronium.saves", 50);
    private static final int LONGEST_LIFE_MILLIS = 1500;
    private static final String SCRIPT =
            "mkdir \"$RUNS/$CRONIUM_EXECUTION_ID\" || echo \"$CRONIUM_EXECUTION_ID\" >>\"$TWICE\"; echo done";

    @TempDir
    Path directory;

    /** What the server said yes to. */
    private final Map<String, String> digests = new TreeMap<>();

    private final Map<String, String> executions = new TreeMap<>();

    @Test
    void nothingIsLostOrDoneTwiceWithSqlite() throws Exception {
        try (ControlPlane plane = ControlPlane.start(directory)) {
            workAndCheck(plane);
        }
    }

    @Test
    void nothingIsLostOrDoneTwiceWithPostgresql() throws Exception {
        Path programs = Image.checkout().resolve("e2e/target/postgresql");
        try (EmbeddedPostgres postgresql = EmbeddedPostgres.builder()
                        .setDataDirectory(directory.resolve("postgresql"))
                        .setOverrideWorkingDirectory(programs.toFile())
                        .setServerConfig("fsync", "on")
                        .start();
                ControlPlane plane = ControlPlane.start(
                        directory,
                        "--database",
                        "jdbc:postgresql://localhost:" + postgresql.getPort() + "/postgres",
                        "--database-user",
                        "postgres")) {
            workAndCheck(plane);
        }
    }

    private void workAndCheck(ControlPlane plane) throws Exception {
        Seed seed = Seed.announced("KilledServerIT");
        Files.createDirectory(directory.resolve("runs"));
        Thread killer = Thread.ofPlatform().start(() -> killAgainAndAgain(plane, seed.random()));
        for (int i = 0; i < SAVES; i++) {
            work(plane, i);
        }
        killer.join();
        for (int i = SAVES; i < SAVES + 5; i++) {
            work(plane, i);
        }
        check(plane);
    }

    private void killAgainAndAgain(ControlPlane plane, RandomGenerator random) {
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                LockSupport.parkNanos(
                        Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS)).toNanos());
                plane.kill();
                plane.startAgain();
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Saves an event and runs it, each until the server has said yes. */
    private void work(ControlPlane plane, int number) {
        String name = "event-" + number % 7;
        String event = ControlPlane.event(
                SCRIPT + " " + number,
                ", \"environment\": {\"RUNS\": \"" + directory.resolve("runs") + "\", \"TWICE\": \""
                        + directory.resolve("twice") + "\"}");
        JsonNode saved = untilYes(() -> plane.put("/api/v1/events/" + name, event));
        digests.put(
                name + " " + saved.get("version").intValue(),
                saved.get("digest").stringValue());
        JsonNode started = untilYes(() -> plane.post("/api/v1/events/" + name + "/executions", "{}", "run-" + number));
        executions.put("run-" + number, started.get("id").stringValue());
    }

    private interface Asking {
        ControlPlane.Answer ask() throws IOException, InterruptedException;
    }

    private static JsonNode untilYes(Asking asking) {
        return Await.until(
                        "a yes of a server that is killed now and then",
                        () -> {
                            try {
                                return asking.ask();
                            } catch (IOException e) {
                                return new ControlPlane.Answer(0, ControlPlane.JSON.createObjectNode());
                            } catch (InterruptedException e) {
                                throw new AssertionError("expected an answer, found an interrupt", e);
                            }
                        },
                        answer -> answer.status() == 200 || answer.status() == 201,
                        Duration.ofMinutes(1))
                .body();
    }

    private void check(ControlPlane plane) throws Exception {
        for (String id : executions.values()) {
            JsonNode ended = Await.until(
                    "execution " + id + " over",
                    () -> plane.execution(id),
                    found -> found.get("state").stringValue().equals("ended"),
                    Duration.ofMinutes(2));
            assertThat(ended.get("ending").get("sentence").stringValue()).isEqualTo("exited with code 0");
            assertThat(plane.bytes("/api/v1/executions/" + id + "/output?stream=stdout"))
                    .asString()
                    .matches("done \\d+\n");
        }
        List<String> known = plane.all("/api/v1/executions").stream()
                .map(item -> item.get("id").stringValue())
                .sorted()
                .toList();
        assertThat(known).isEqualTo(executions.values().stream().sorted().toList());
        try (Stream<Path> runs = Files.list(directory.resolve("runs"))) {
            assertThat(runs.map(run -> run.getFileName().toString()).sorted().toList())
                    .isEqualTo(known);
        }
        assertThat(directory.resolve("twice")).doesNotExist();
        checkVersions(plane);
        // The journals of the last executions go after their end is told.
        Leaks.assertNothingIn(plane.data().resolve("runners/journal"));
        plane.kill();
        plane.startAgain();
        checkFiles(plane);
    }

    private void checkVersions(ControlPlane plane) throws Exception {
        for (Map.Entry<String, String> saved : digests.entrySet()) {
            String[] words = saved.getKey().split(" ", 2);
            JsonNode version = plane.get("/api/v1/events/" + words[0] + "/versions/" + words[1])
                    .expect(200);
            assertThat(version.get("digest").stringValue()).isEqualTo(saved.getValue());
        }
    }

    private static void checkFiles(ControlPlane plane) throws Exception {
        List<String> expected = new ArrayList<>(plane.all("/api/v1/payloads").stream()
                .map(payload -> payload.get("sha256").stringValue())
                .sorted()
                .toList());
        Path files = plane.data().resolve("payloads/sha256");
        try (Stream<Path> found = Files.walk(files)) {
            Map<String, Path> byDigest = found.filter(file -> file.toString().endsWith(".tar.gz"))
                    .collect(Collectors.toMap(KilledServerIT::named, file -> file, (one, _) -> one, TreeMap::new));
            assertThat(List.copyOf(byDigest.keySet())).isEqualTo(expected);
            for (Map.Entry<String, Path> file : byDigest.entrySet()) {
                assertThat(Sha256.hex(Files.readAllBytes(file.getValue()))).isEqualTo(file.getKey());
                assertThat(file.getValue().resolveSibling(file.getValue().getFileName() + ".sig"))
                        .exists();
            }
        }
        Leaks.assertNothingIn(plane.data().resolve("payloads/coming"));
        Leaks.assertNothingIn(plane.data().resolve("runners/executions"));
    }

    private static String named(Path file) {
        String name = file.getFileName().toString();
        return Objects.requireNonNull(file.getParent()).getFileName() + name.substring(0, name.indexOf('.'));
    }
}
