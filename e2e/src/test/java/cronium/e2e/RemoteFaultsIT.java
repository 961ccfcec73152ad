package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Await;
import cronium.testkit.Seed;
import cronium.testkit.hosts.SshHost;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * Faults by chance while scripts run on hosts: links are cut, or slow and unreliable for the rest of a course, servers and runners killed with -9,
 * hosts started anew. After each, every script ran exactly once, its output is byte for byte its own, what is lost is what was killed, and nothing
 * is left on the hosts.
 */
@ExtendWith({HostExtension.class, BuiltStoreExtension.class})
class RemoteFaultsIT {
    private static final int SCHEDULES = Integer.getInteger("cronium.schedules", 10);
    private static final int HOSTS = Integer.getInteger("cronium.hosts", 4);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int LINES = 60;
    /** There and back it is 200 ms. */
    private static final Duration DELAY = Duration.ofMillis(100);

    private static final double LOSS = 0.05;

    @Test
    void everyScriptRunsOnceAndNoByteIsLost(Host host, BuiltStore store) throws Exception {
        Seed seed = Seed.announced("faults of hosts");
        RandomGenerator random = seed.random();
        try (RemoteHosts hosts = RemoteHosts.make(HOSTS);
                ControlPlane plane = hosts.plane(host)) {
            hosts.register(host, store);
            for (int i = 1; i <= HOSTS; i++) {
                assertThat(hosts.check(host, i).exitCode()).isZero();
            }
            plane.save(
                    "careful",
                    "echo \"$RUN\" >>~/runs; printf -v xs '%3000s'; xs=${xs// /x}; for i in $(seq " + LINES
                            + "); do echo \"$RUN line $i\"; echo $xs; sleep 0.02; done");
            for (int schedule = 1; schedule <= SCHEDULES; schedule++) {
                Schedule one = new Schedule(schedule, hosts, plane, random);
                one.begin();
                one.disturb();
                one.check();
            }
            for (int i = 1; i <= HOSTS; i++) {
                SshHost each = hosts.at(i);
                Await.until("nothing kept", () -> kept(each), String::isEmpty, PATIENCE);
            }
            plane.terminate();
            for (int i = 1; i <= HOSTS; i++) {
                SshHost each = hosts.at(i);
                Await.until("sshd alone", each::processes, processes -> processes.size() == 1, PATIENCE);
                assertThat(kept(each)).as(RemoteHosts.name(i)).isEmpty();
            }
        }
    }

    /** Work directories, and journals that nobody has said to have taken. */
    private static String kept(SshHost host) {
        // find(1) may come upon what is being removed.
        return host.sh("cd /var/lib/cronium; ls executions; find journal -type f ! -name acknowledged "
                + "! -name served ! -name owner 2>/dev/null || true");
    }

    /** One course of faults. */
    private static final class Schedule {
        private final int number;
        private final RemoteHosts hosts;
        private final ControlPlane plane;
        private final RandomGenerator random;
        private final Map<String, Integer> executions = new TreeMap<>();
        private final Set<Integer> killed = new HashSet<>();
        private final Set<Integer> slow = new HashSet<>();
        private final List<String> story = new ArrayList<>();

        Schedule(int number, RemoteHosts hosts, ControlPlane plane, RandomGenerator random) {
            this.number = number;
            this.hosts = hosts;
            this.plane = plane;
            this.random = random;
        }

        void begin() throws Exception {
            for (int i = 1; i <= hosts.count(); i++) {
                String body = "{\"target\": \"" + RemoteHosts.name(i) + "\", \"environment\": {\"RUN\": \"" + number
                        + "-" + i + "\"}}";
                executions.put(
                        plane.post("/api/v1/events/careful/executions", body)
                                .expect(201)
                                .get("id")
                                .stringValue(),
                        i);
            }
        }

        void disturb() throws Exception {
            Set<Integer> cut = new HashSet<>();
            int faults = random.nextInt(1, 4);
            for (int i = 0; i < faults; i++) {
                awaitSomeOutput();
                int at = random.nextInt(1, hosts.count() + 1);
                SshHost each = hosts.at(at);
                switch (random.nextInt(5)) {
                    case 0 -> {
                        story.add("cut the link of " + at);
                        each.cutLink();
                        cut.add(at);
                    }
                    case 1 -> {
                        story.add("killed the server");
                        plane.kill();
                        plane.startAgain();
                    }
                    case 2 -> {
                        story.add("slowed the link of " + at);
                        each.slowLink(DELAY, LOSS, random.nextLong());
                        cut.remove(at);
                        slow.add(at);
                    }
                    case 3 -> {
                        story.add("killed the runners of " + at);
                        killed.add(at);
                        killRunners(each);
                    }
                    default -> {
                        story.add("started " + at + " anew");
                        killed.add(at);
                        each.reboot();
                    }
                }
            }
            cut.forEach(at -> hosts.at(at).mendLink());
        }

        /** Those that serve; what they started is none. */
        private static void killRunners(SshHost each) {
            for (String pid : each.processes()) {
                ProcessHandle.of(Long.parseLong(pid))
                        .filter(process -> process.info()
                                .commandLine()
                                .filter(line -> line.contains("cronium.runner.Main") && line.contains(" serve"))
                                .isPresent())
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
        }

        /** So that faults meet something under way. */
        private void awaitSomeOutput() {
            long more = stored() + random.nextLong(20_000);
            Await.until("output", () -> stored() >= more || allOver(), done -> done, PATIENCE);
        }

        private long stored() {
            return executions.keySet().stream()
                    .mapToLong(id -> plane.execution(id).get("outputBytes").longValue())
                    .sum();
        }

        private boolean allOver() {
            return executions.keySet().stream()
                    .allMatch(id -> plane.execution(id).get("ending") != null);
        }

        void check() throws Exception {
            for (Map.Entry<String, Integer> each : executions.entrySet()) {
                String id = each.getKey();
                int at = each.getValue();
                JsonNode over = Await.until(
                        "the end of " + id + " on " + at + " after " + story,
                        () -> plane.execution(id),
                        found -> found.get("ending") != null,
                        PATIENCE);
                String outcome = over.get("ending").get("outcome").stringValue();
                String output = new String(
                        plane.bytes("/api/v1/executions/" + id + "/output?stream=stdout"), StandardCharsets.UTF_8);
                String run = number + "-" + at;
                String whole = whole(run);
                int runs = Integer.parseInt(
                        hosts.at(at).sh("grep -cx " + run + " ~/runs || true").strip());
                if (outcome.equals("exited")) {
                    assertThat(runs).as("runs on %s after %s", at, story).isEqualTo(1);
                    assertThat(output).as("output on %s after %s", at, story).isEqualTo(whole);
                } else {
                    assertThat(outcome)
                            .as("on %s after %s: %s", at, story, over)
                            .isEqualTo("lost");
                    assertThat(runs).as("runs on %s after %s", at, story).isLessThanOrEqualTo(1);
                    assertThat(killed).as("killed in %s", story).contains(at);
                    assertThat(whole).as("output on %s after %s", at, story).startsWith(output);
                }
            }
            slow.forEach(at -> hosts.at(at).mendLink());
        }

        private static String whole(String run) {
            StringBuilder all = new StringBuilder();
            for (int i = 1; i <= LINES; i++) {
                all.append(run).append(" line ").append(i).append('\n');
                all.append("x".repeat(3000)).append('\n');
            }
            return all.toString();
        }
    }
}
