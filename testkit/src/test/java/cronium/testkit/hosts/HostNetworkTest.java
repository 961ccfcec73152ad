package cronium.testkit.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostNetworkTest {

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
            Optional<String> unimpaired = first.impair("delay 20ms");
            unimpaired.ifPresent(why -> System.out.println("HostNetworkTest: " + why));
            assertThat(ssh(network, first, "true").exit()).isZero();
        }
        assertThat(directory).doesNotExist();
        assertThat(Tool.run("ip", "netns", "list")).doesNotContain(bridge);
        assertThat(Tool.run("ip", "link", "show")).doesNotContain(bridge);
        assertThat(Files.exists(Path.of(System.getProperty("user.home"), "mark")))
                .isFalse();
    }

    private static Tool.Ended ssh(HostNetwork network, SshHost host, String command) {
        return Tool.tried(List.of(
                "ssh",
                "-F",
                "none",
                "-i",
                network.userKey().toString(),
                "-o",
                "BatchMode=yes",
                "-o",
                "ConnectTimeout=1",
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
