package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Await;
import cronium.testkit.hosts.HostOptions;
import cronium.testkit.hosts.SshHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** From the command line over SSH to scripts on hosts that have nothing but sshd: the runner is brought there, as one file. */
@ExtendWith({HostExtension.class, BuiltStoreExtension.class})
class RemoteIT {
    @Test
    void anEventRunsOnAHostThatHadNothing(Host host, BuiltStore store) throws Exception {
        try (RemoteHosts hosts = RemoteHosts.make(2);
                ControlPlane plane = hosts.plane(host)) {
            hosts.register(host, store);
            assertThat(hosts.cronium(host, "host", "key").outText()).startsWith("ssh-ed25519 ");

            Finished unknownKey = hosts.cronium(host, "host", "check", "host-1");
            assertThat(unknownKey.exitCode()).isEqualTo(1);
            assertThat(unknownKey.errText()).contains("key-unknown", "SHA256:");

            Finished checked = hosts.check(host, 1);
            assertThat(checked.exitCode()).as(checked.errText()).isZero();
            assertThat(checked.outText()).contains("linux/", "cronium-runner");
            assertThat(hosts.check(host, 2).exitCode()).isZero();

            plane.save("count", "seq 50000; pwd >&2; exit 3");
            Finished ran = hosts.cronium(host, "event", "run", "count", "--host=host-1", "--wait");
            assertThat(ran.exitCode()).as(ran.errText()).isEqualTo(3);
            assertThat(ran.outText()).isEqualTo(hosts.at(1).sh("seq 50000"));

            Finished both = hosts.cronium(host, "event", "run", "count", "--host=host-1", "--host=host-2", "--wait");
            assertThat(both.exitCode()).isEqualTo(1);
            assertThat(both.errText()).contains("2 exited otherwise");

            plane.put("/api/v1/secrets/TOKEN", "{\"text\": \"hush-hush\"}");
            plane.save("secretive", "echo $LEVEL ${#TOKEN} $TOKEN", "\"secrets\": [\"TOKEN\"]");
            Finished secretive =
                    hosts.cronium(host, "event", "run", "secretive", "--host=host-2", "--env=LEVEL=high", "--wait");
            assertThat(secretive.outText()).isEqualTo("high 9 ***\n");
            assertThat(hosts.at(2).sh("grep -r hush-hush /var/lib/cronium ~ || true"))
                    .isEmpty();

            JsonNode seen = plane.get("/api/v1/hosts/host-1").expect(200);
            assertThat(seen.get("platform").stringValue()).startsWith("linux/");
            assertThat(seen.get("seenAt")).isNotNull();
        }
    }

    @Test
    void anOrdinaryUserRunsScriptsLoggedInWithAKeyThatIsASecret(Host host, BuiltStore store) throws Exception {
        try (RemoteHosts hosts = RemoteHosts.make(1)) {
            Path key = hosts.shutKey("open sesame");
            try (ControlPlane plane = hosts.plane(host)) {
                hosts.register(host, store);
                plane.put("/api/v1/secrets/PHRASE", "{\"text\": \"open sesame\"}");
                Finished set = hosts.cronium(host, "secret", "set", "DEPLOY_KEY", "--from-file=" + key);
                assertThat(set.exitCode()).as(set.errText()).isZero();
                Finished added = hosts.cronium(
                        host,
                        "host",
                        "add",
                        "host-1",
                        "--address=" + SshHost.ORDINARY_USER + "@" + hosts.at(1).address(),
                        "--key-secret=DEPLOY_KEY",
                        "--passphrase-secret=PHRASE");
                assertThat(added.exitCode()).as(added.errText()).isZero();
                Finished checked = hosts.check(host, 1);
                assertThat(checked.exitCode()).as(checked.errText()).isZero();

                plane.save("who", "id -un; echo $HOME; sleep 1000 & exit 4");
                Finished ran = hosts.cronium(host, "event", "run", "who", "--host=host-1", "--wait");
                assertThat(ran.exitCode()).as(ran.errText()).isEqualTo(4);
                assertThat(ran.outText()).isEqualTo("ordinary\n" + SshHost.ORDINARY_HOME + "\n");

                plane.save("thief", "echo $DEPLOY_KEY", "\"secrets\": [\"DEPLOY_KEY\"]");
                Finished stolen = hosts.cronium(host, "event", "run", "thief", "--host=host-1", "--wait");
                assertThat(stolen.exitCode()).isEqualTo(125);
                assertThat(stolen.errText()).contains("secret DEPLOY_KEY", "logged in on");
            }
            Await.until(
                    "no process of that user",
                    () -> hosts.at(1).sh("ps -o pid= -u " + SshHost.ORDINARY_USER + " || true"),
                    String::isBlank);
            assertThat(hosts.at(1).sh("find " + SshHost.ORDINARY_HOME + "/.local/state -path '*executions/*'"))
                    .isEmpty();
            assertThat(hosts.at(1).sh("ls ~ /var/lib")).doesNotContain("cronium");
        }
    }

    @Test
    void aHostWhoseHomeHasNoExecutablesRunsScriptsFromAnotherPlace(Host host, BuiltStore store) throws Exception {
        HostOptions options = HostOptions.USUAL
                .withHomeMount("size=256m,noexec")
                .withSetUp("mount -t tmpfs -o size=256m tmpfs /var/cache");
        try (RemoteHosts hosts = RemoteHosts.make(1, options);
                ControlPlane plane = hosts.plane(host)) {
            hosts.register(host, store);
            Finished checked = hosts.check(host, 1);
            assertThat(checked.exitCode()).as(checked.errText()).isZero();
            plane.save("hello", "echo hello; exit 5");
            Finished ran = hosts.cronium(host, "event", "run", "hello", "--host=host-1", "--wait");
            assertThat(ran.exitCode()).as(ran.errText()).isEqualTo(5);
            assertThat(ran.outText()).isEqualTo("hello\n");
            assertThat(hosts.at(1).sh("ls /var/cache")).contains("cronium-runner");
        }
    }

    @Test
    void aHostWithAnotherKeyIsRefusedAndAudited(Host host, BuiltStore store) throws Exception {
        try (RemoteHosts hosts = RemoteHosts.make(2);
                ControlPlane plane = hosts.plane(host)) {
            hosts.register(host, store);
            assertThat(hosts.check(host, 1).exitCode()).isZero();
            Path known = plane.data().resolve("ssh/known_hosts");
            Files.writeString(known, hosts.at(2).address() + " " + hosts.at(1).publicKey() + "\n");

            Finished checked = hosts.check(host, 2);
            assertThat(checked.exitCode()).isEqualTo(1);
            assertThat(checked.errText()).contains("key-changed", "ssh-keygen -R");
            plane.save("never", "echo ran >~/never");
            Finished ran = hosts.cronium(host, "event", "run", "never", "--host=host-2", "--wait");
            assertThat(ran.exitCode()).isEqualTo(125);
            assertThat(ran.errText()).contains("not started: root@", "ssh-keygen -R");
            assertThat(hosts.at(2).sh("ls ~")).isEmpty();

            List<String> actions = new ArrayList<>();
            plane.get("/api/v1/audit?subject=host-2")
                    .expect(200)
                    .get("items")
                    .forEach(row -> actions.add(row.get("action").stringValue()));
            assertThat(actions).containsOnly("host.saved", "host.key-refused").hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void whatRunsOnAHostOutlivesTheServerAndIsTakenUp(Host host, BuiltStore store) throws Exception {
        try (RemoteHosts hosts = RemoteHosts.make(1);
                ControlPlane plane = hosts.plane(host)) {
            hosts.register(host, store);
            assertThat(hosts.check(host, 1).exitCode()).isZero();
            plane.save("slow", "echo ran >>~/count; for i in $(seq 40); do echo $i; sleep 0.05; done");
            String id = hosts.run(plane, "slow", 1);
            Await.until("output", () -> output(plane, id), text -> text.contains("5\n"));
            plane.kill();
            plane.startAgain();
            JsonNode over = plane.awaitState(id, "ended");
            assertThat(over.get("ending").get("outcome").stringValue()).isEqualTo("exited");
            assertThat(output(plane, id)).isEqualTo(hosts.at(1).sh("seq 40"));
            assertThat(hosts.at(1).sh("cat ~/count")).isEqualTo("ran\n");
        }
    }

    private static String output(ControlPlane plane, String id) {
        try {
            return new String(
                    plane.bytes("/api/v1/executions/" + id + "/output?stream=stdout"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
