package cronium.testkit.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.testkit.Seed;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostNetworkTest {
    /** Seconds: what is lost is sent again later and later. */
    private static final int PATIENT = 60;

    @Test
    void hostsHaveAnAddressAKeyAndAHomeOfTheirOwnAndNothingIsLeftOfThem() {
        Optional<String> missing = HostNetwork.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        Path directory;
        String bridge;
        try (HostNetwork network = HostNetwork.open()) {
            directory = network.directory();
            bridge = network.bridge();
            SshHost first = network.host();
            SshHost second = network.host();
            assertThat(first.publicKey()).isNotEqualTo(second.publicKey());
            assertThat(ssh(network, first, "echo here >~/mark; cat ~/mark").output())
                    .isEqualTo("here\n");
            assertThat(ssh(network, second, "ls -A ~").output()).isEmpty();
            assertThat(first.sh("cat ~/mark")).isEqualTo("here\n");

            first.reboot();
            assertThat(ssh(network, first, "cat ~/mark").output()).isEqualTo("here\n");
            assertThat(first.processes()).hasSize(1);

            first.cutLink();
            assertThat(ssh(network, first, "true").exit()).isEqualTo(255);
            first.mendLink();
            assertThat(ssh(network, first, "true").exit()).isZero();
        }
        assertThat(directory).doesNotExist();
        assertThat(Tool.run("ip", "netns", "list")).doesNotContain(bridge);
        assertThat(Tool.run("ip", "link", "show")).doesNotContain(bridge);
        assertThat(Files.exists(Path.of(System.getProperty("user.home"), "mark")))
                .isFalse();
    }

    @Test
    void aSlowLinkKeepsEachPacketAndLosesSome() throws Exception {
        Optional<String> missing = HostNetwork.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        long seed = Seed.announced("HostNetworkTest").value();
        try (HostNetwork network = HostNetwork.open()) {
            SshHost host = network.host();
            try (Socket socket = new Socket(host.address(), 22)) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                assertThat(in.readLine()).startsWith("SSH-2.0-");
                host.slowLink(Duration.ofMillis(40), 0, seed);
                // What was connected stays so, and an answer is no quicker than there and back.
                long begin = System.nanoTime();
                socket.getOutputStream().write("no protocol\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(in.readLine()).contains("Invalid SSH identification string");
                assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(80_000_000);
            }
            host.slowLink(Duration.ofMillis(5), 0.1, seed);
            assertThat(ssh(network, host, PATIENT, "seq 20000 | md5sum; seq 20000")
                            .output())
                    .isEqualTo(host.sh("seq 20000 | md5sum; seq 20000"));
            assertThat(host.processes()).hasSize(1);
            host.slowLink(Duration.ofMillis(5), 1, seed);
            assertThat(ssh(network, host, "true").exit()).isEqualTo(255);
            host.mendLink();
            assertThat(ssh(network, host, "true").exit()).isZero();
        }
    }

    private static Tool.Ended ssh(HostNetwork network, SshHost host, String command) {
        return ssh(network, host, 1, command);
    }

    private static Tool.Ended ssh(HostNetwork network, SshHost host, int seconds, String command) {
        return Tool.tried(List.of(
                "ssh",
                "-F",
                "none",
                "-i",
                network.userKey().toString(),
                "-o",
                "BatchMode=yes",
                "-o",
                "ConnectTimeout=" + seconds,
                "-o",
                "LogLevel=ERROR",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "root@" + host.address(),
                command));
    }
}
