package cronium.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.testkit.RequiredTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd itself says of the units. */
class UnitsTest {
    /** Of systemd 254; older ones say so and go on. */
    private static final String NEWER_KEY = "Unknown key 'DelegateSubgroup' in section [Service], ignoring.";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void systemdHasNothingToSayAgainstThem() throws IOException, InterruptedException {
        write(Texts.of("cronium-runner@.service"));

        assertThat(complaints()).isEmpty();
    }

    @Test
    void systemdComplainsOfAUnitThatIsWrong() throws IOException, InterruptedException {
        write(Texts.of("cronium-runner@.service")
                .replace("KillMode=mixed", "KillMode=sometimes")
                .replace("PrivateTmp", "PrivatTmp"));

        assertThat(complaints())
                .anyMatch(line -> line.contains("sometimes"))
                .anyMatch(line -> line.contains("PrivatTmp"));
    }

    private void write(String service) throws IOException {
        // It looks whether the program is there.
        Files.writeString(
                directory.resolve("cronium-runner@.service"), service.replace("/usr/bin/cronium-runner", "/bin/sh"));
        Files.writeString(directory.resolve("cronium-runner@.timer"), Texts.of("cronium-runner@.timer"));
    }

    private List<String> complaints() throws IOException, InterruptedException {
        Optional<String> missing = new RequiredTool("systemd-analyze", "systemd").missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        Process process = new ProcessBuilder(
                        "systemd-analyze",
                        "--man=no",
                        "verify",
                        "./cronium-runner@backup.service",
                        "./cronium-runner@backup.timer")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines().filter(line -> !line.endsWith(NEWER_KEY)).toList();
    }
}
