package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Await;
import cronium.testkit.hosts.SshHost;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is kept on a host for a server goes, also if that server was killed before it said that it had it. */
@ExtendWith({HostExtension.class, BuiltStoreExtension.class})
class RemoteLeftoversIT {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    /** As the database is when a server was killed between the end of an execution and saying so to the host. */
    private static final String SETTLE = """
            import sqlite3, sys
            with sqlite3.connect(sys.argv[1]) as database:
                ended = database.execute(
                    "UPDATE executions SET state = 'ended', ended_at = started_at, outcome = 'exited', exit_code = 0,"
                    " sentence = 'exited with 0' WHERE id = ? AND state = 'running'", [sys.argv[2]])
                print(ended.rowcount)
            """;

    @Test
    void aHostIsVisitedAgainWithoutAnythingToRunThere(Host host, BuiltStore store) throws Exception {
        try (RemoteHosts hosts = RemoteHosts.make(1);
                ControlPlane plane = hosts.plane(host)) {
            hosts.register(host, store);
            assertThat(hosts.check(host, 1).exitCode()).isZero();
            plane.save("waits", "echo begun; until [ -e ~/go ]; do sleep 0.05; done; echo over");
            String id = hosts.run(plane, "waits", 1);
            Await.until("output", () -> plane.execution(id).get("outputBytes").longValue(), bytes -> bytes > 0);
            plane.kill();
            SshHost there = hosts.at(1);
            there.sh("touch ~/go");
            String journal = "/var/lib/cronium/journal/" + id;
            Await.until("a result", () -> there.sh("ls " + journal), files -> files.contains("result"));
            Finished settled = host.program(
                            PYTHON,
                            List.of(
                                    "-c",
                                    SETTLE,
                                    plane.data().resolve("cronium.db").toString(),
                                    id))
                    .run();
            assertThat(settled.outText()).as(settled.errText()).isEqualTo("1\n");

            plane.startAgain();

            Await.until(
                    "nothing but the claim",
                    () -> there.sh("ls " + journal),
                    files -> files.equals("acknowledged\nowner\nserved\n"));
            assertThat(there.sh("ls /var/lib/cronium/executions")).isEmpty();
        }
    }
}
