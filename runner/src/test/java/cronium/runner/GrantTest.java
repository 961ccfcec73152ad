package cronium.runner;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.payload.manifest.ExecutionId;
import cronium.payload.signing.Grant;
import cronium.payload.signing.PayloadFile;
import cronium.payload.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GrantTest {
    private final Instant tomorrow = Instant.now().plus(Duration.ofDays(1));

    @TempDir
    private Path base;

    private Path payload;
    private String sha256;
    private SigningKey key;
    private String hostName;

    @BeforeEach
    void makeASignedPayload() throws Exception {
        payload = RunnerProcess.payload(base, "bash", "echo ran >> " + base.resolve("ran"), "");
        key = SigningKey.generate();
        Path trust = Files.createDirectory(base.resolve("trust"));
        Files.writeString(trust.resolve("ops.pub"), key.publicKeyPem());
        hostName = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        try (PayloadFile file = PayloadFile.read(payload, 1 << 20, base)) {
            sha256 = file.sha256();
            Files.writeString(Path.of(payload + ".sig"), key.sign(file));
        }
    }

    @Test
    void aGrantIsGoodForOneRun() throws Exception {
        grant(sha256, "exec-1", hostName, Optional.empty(), tomorrow);
        assertThat(run("exec-1").get("grant").get("key").asString()).isEqualTo("ops");
        assertThat(refusal(run("exec-1"))).isEqualTo("grant.used");
        assertThat(base.resolve("ran")).hasContent("ran");
    }

    @Test
    void onlyWhatTheGrantNamesRuns() throws Exception {
        assertThat(refusal(run("exec-1"))).isEqualTo("grant.missing");
        grant(sha256, "exec-1", "another-host", Optional.empty(), tomorrow);
        assertThat(refusal(run("exec-1"))).isEqualTo("grant.other-host");
        grant(sha256, "exec-2", hostName, Optional.empty(), tomorrow);
        assertThat(refusal(run("exec-1"))).isEqualTo("grant.other-execution");
        grant("0".repeat(64), "exec-1", hostName, Optional.empty(), tomorrow);
        assertThat(refusal(run("exec-1"))).isEqualTo("grant.other-payload");
        assertThat(base.resolve("ran")).doesNotExist();
    }

    @Test
    void aGrantHoldsInItsTimeOnly() throws Exception {
        grant(sha256, "exec-1", hostName, Optional.empty(), Instant.now().minusSeconds(1));
        assertThat(refusal(run("exec-1"))).isEqualTo("grant.expired");
        grant(sha256, "exec-1", hostName, Optional.of(tomorrow), tomorrow.plusSeconds(1));
        assertThat(refusal(run("exec-1"))).isEqualTo("grant.not-yet-valid");
        assertThat(base.resolve("ran")).doesNotExist();
    }

    @Test
    void onlyTheVariablesThatAGrantNamesAreSet() throws Exception {
        grant(sha256, "exec-1", hostName, Optional.empty(), tomorrow);
        assertThat(refusal(run("exec-1", "--env", "OTHER=1"))).isEqualTo("grant.environment-not-allowed");
        Path secrets = Files.writeString(base.resolve("secrets"), "OTHER=secret");
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
        assertThat(refusal(run("exec-1", "--secrets-from", secrets.toString())))
                .isEqualTo("grant.environment-not-allowed");
        assertThat(run("exec-1", "--env", "REASON=1").get("exitCode").asInt()).isZero();
    }

    private void grant(String digest, String executionId, String host, Optional<Instant> notBefore, Instant notAfter)
            throws Exception {
        byte[] document = new Grant(
                        digest, new ExecutionId(executionId), List.of(host), notBefore, notAfter, List.of("REASON"))
                .document();
        Files.write(Path.of(payload + ".grant"), document);
        try (PayloadFile file = PayloadFile.of("grant", document)) {
            Files.writeString(Path.of(payload + ".grant.sig"), key.sign(file));
        }
    }

    private JsonNode run(String executionId, String... more) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of(
                "--require-grant",
                "--execution-id",
                executionId,
                "--trust",
                base.resolve("trust").toString()));
        options.addAll(List.of(more));
        RunnerProcess.start(base, payload, options.toArray(String[]::new)).exitCode();
        return JsonMapper.shared().readTree(Files.readString(base.resolve("result.json")));
    }

    private static String refusal(JsonNode result) {
        assertThat(result.at("/outcome/kind").asString()).isEqualTo("rejected");
        return result.at("/outcome/faultCode").asString();
    }
}
