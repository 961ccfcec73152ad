package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Rollouts from the command line to the script; on this machine alone. */
@ExtendWith(HostExtension.class)
class RolloutIT {
    @Test
    void anEventIsRolledOutWaitedForAndSummedUp(Host host) throws Exception {
        try (ControlPlane plane = ControlPlane.start(host.home())) {
            plane.save("well", "exit \"$CODE\"", "\"environment\": {\"CODE\": \"0\"}");

            Finished well = cronium(host, "event", "run", "well", "--host=local", "--batch=1", "--wait");
            assertThat(well.exitCode()).as(well.errText()).isZero();
            assertThat(well.outText()).matches("local: .+ \\([0-9]+\\.[0-9] s, execution [0-9a-f-]{36}\\)\n");
            assertThat(well.errText()).contains("cronium: finished: 1 target: 1 exited with 0 (rollout ");

            Finished failed =
                    cronium(host, "event", "run", "well", "--host=local", "--max-failures=1", "--env=CODE=7", "--wait");
            assertThat(failed.exitCode()).as(failed.errText()).isEqualTo(1);
            assertThat(failed.errText()).contains("1 exited otherwise");

            assertThat(cronium(host, "rollout", "list").outText()).contains("well", "finished");
            Finished nowhere = cronium(host, "event", "run", "well", "--host=local", "--host=nowhere");
            assertThat(nowhere.exitCode()).isEqualTo(125);
            assertThat(nowhere.errText()).contains("targets[1]: expected local, a host that was added or group:NAME");
        }
    }

    @Test
    void aRolloutGoesOnWhereAServerThatWasKilledLeftIt(Host host) throws Exception {
        Path runs = host.home().resolve("runs");
        Path go = host.home().resolve("go");
        try (ControlPlane plane = ControlPlane.start(host.home())) {
            plane.save(
                    "patient",
                    "echo ran >>\"$RUNS\"; until [ -e \"$GO\" ]; do sleep 0.05; done",
                    "\"environment\": {\"GO\": \"" + go + "\", \"RUNS\": \"" + runs + "\"}");
            String id = plane.post("/api/v1/rollouts", "{\"event\": \"patient\", \"targets\": [\"local\"]}")
                    .expect(201)
                    .get("id")
                    .stringValue();
            Await.until("a script that runs", () -> Files.exists(runs), there -> there);

            plane.kill();
            Files.createFile(go);
            plane.startAgain();
            JsonNode over = Await.until(
                    "a rollout that ended", () -> plane.rollout(id), rollout -> rollout.get("endedAt") != null);

            assertThat(over.get("state").stringValue()).isEqualTo("finished");
            assertThat(over.get("counts").get("succeeded").intValue()).isEqualTo(1);
            assertThat(plane.get("/api/v1/executions?rollout=" + id).expect(200).get("items"))
                    .hasSize(1);
            assertThat(runs).hasContent("ran\n");
        }
    }

    private static Finished cronium(Host host, String... words) throws IOException, InterruptedException {
        return host.program(Image.cronium(), new ArrayList<>(List.of(words))).run();
    }
}
