package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Nothing unverified runs. */
@ExtendWith(HostExtension.class)
class TrustIT {

    @Test
    void aPayloadOfATrustedKeyRunsAndTheResultNamesTheKey(Host host) throws IOException, InterruptedException {
        SigningPair.generate().writePublicKey(host.trust().resolve("another.pub"));
        Path payload = payload(host);
        host.operator().sign(payload);

        Finished finished = host.run(payload, "--summary").run();

        JsonNode result = finished.assertEnded(0, "exited");
        assertThat(result.at("/payload/signature/state").asString()).isEqualTo("verified");
        assertThat(result.at("/payload/signature/key").asString()).isEqualTo("operator");
        assertThat(result.at("/payload/sha256").asString()).isEqualTo(Sha256.hex(Files.readAllBytes(payload)));
        assertThat(result.at("/payload/bytes").asLong()).isEqualTo(Files.size(payload));
        assertThat(finished.errText()).contains("signed by operator");
        assertThat(host.notes().resolve("ran")).exists();
    }

    @Test
    void aSignatureThatOpensslMadeCounts(Host host) throws IOException, InterruptedException {
        Needs.tool("openssl", "openssl");
        Path payload = payload(host);
        shell(host, """
                openssl ecparam -name prime256v1 -genkey -noout -out key.pem
                openssl ec -in key.pem -pubout -out trust/openssl.pub 2>/dev/null
                openssl dgst -sha256 -sign key.pem "$1" | openssl base64 -A >detached
                """, payload);

        Finished finished = host.run(
                        payload,
                        "--signature",
                        host.directory().resolve("detached").toString())
                .run();

        assertThat(finished.assertEnded(0, "exited")
                        .at("/payload/signature/key")
                        .asString())
                .isEqualTo("openssl");
    }

    @Test
    void aChangedPayloadDoesNotRun(Host host) throws IOException, InterruptedException {
        Path payload = payload(host);
        host.operator().sign(payload);
        byte[] bytes = Files.readAllBytes(payload);
        bytes[bytes.length / 2] ^= 1;
        Files.write(payload, bytes);

        assertDoesNotRun(host, payload, "signature.untrusted", "operator");
    }

    @Test
    void anAppendedByteIsAChange(Host host) throws IOException, InterruptedException {
        Path payload = payload(host);
        host.operator().sign(payload);
        Files.write(payload, new byte[1], java.nio.file.StandardOpenOption.APPEND);

        assertDoesNotRun(host, payload, "signature.untrusted", "operator");
    }

    @Test
    void theSignatureOfAnotherPayloadDoesNotCount(Host host) throws IOException, InterruptedException {
        Path payload = payload(host);
        Path other = host.bash("echo harmless").pack();
        Files.move(Path.of(other + ".sig"), Path.of(payload + ".sig"));

        assertDoesNotRun(host, payload, "signature.untrusted", "operator");
    }

    @Test
    void aStrangersSignatureDoesNotCount(Host host) throws IOException, InterruptedException {
        Path payload = payload(host);
        SigningPair.generate().sign(payload);

        assertDoesNotRun(host, payload, "signature.untrusted", "operator");
    }

    @Test
    void aMissingSignatureIsNoSignature(Host host) throws IOException, InterruptedException {
        assertDoesNotRun(host, payload(host), "signature.missing", ".sig");
    }

    @Test
    void aSignatureMustBeOne(Host host) throws IOException, InterruptedException {
        Path payload = payload(host);
        for (String text : List.of("", "no base64!", "AAAA")) {
            Files.writeString(Path.of(payload + ".sig"), text, StandardCharsets.US_ASCII);

            assertDoesNotRun(host, payload, "signature.malformed", "DER ECDSA");
        }
    }

    @Test
    void withoutTrustedKeyNothingRuns(Host host) throws IOException, InterruptedException {
        Path payload = payload(host);
        host.operator().sign(payload);
        Files.delete(host.trust().resolve("operator.pub"));

        assertDoesNotRun(host, payload, "trust.empty", host.trust().toString());
        Files.delete(host.trust());
        assertDoesNotRun(host, payload, "trust.empty", host.trust().toString());
    }

    @Test
    void aTrustDirectoryThatAnybodyMayChangeIsNotTrusted(Host host) throws IOException, InterruptedException {
        Path payload = payload(host);
        host.operator().sign(payload);
        Files.setPosixFilePermissions(host.trust(), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertDoesNotRun(host, payload, "trust.bad-directory", "777");
    }

    @Test
    void oneBadKeySpoilsTheDirectory(Host host) throws IOException, InterruptedException {
        Path payload = payload(host);
        host.operator().sign(payload);
        Files.writeString(host.trust().resolve("broken.pub"), "-----BEGIN PUBLIC KEY-----\n");

        assertDoesNotRun(host, payload, "trust.bad-key", "broken.pub");
    }

    @Test
    void theStandardTrustDirectoryIsInTheHome(Host host) throws IOException, InterruptedException {
        Path payload = payload(host);
        host.operator().sign(payload);
        Path standard =
                Files.createDirectories(host.home().resolve(".config/cronium")).resolve("trust");
        Files.move(host.trust(), standard);

        Finished finished = host.program(
                        Image.runner(),
                        List.of(
                                "run",
                                payload.toString(),
                                "--state",
                                host.state().toString(),
                                "--env=NOTES=" + host.notes()))
                .withResult()
                .run();

        finished.assertEnded(0, "exited");
    }

    private static Path payload(Host host) throws IOException, InterruptedException {
        return host.bash("touch $NOTES/ran").packUnsigned();
    }

    private static void assertDoesNotRun(Host host, Path payload, String faultCode, String said)
            throws IOException, InterruptedException {
        Finished finished = host.run(payload).run();

        finished.assertRejected(faultCode);
        assertThat(finished.errText())
                .startsWith("cronium-runner: rejected (" + faultCode + "): ")
                .contains(said);
        assertThat(finished.outText()).isEmpty();
        assertThat(host.notes().resolve("ran")).doesNotExist();
    }

    private static void shell(Host host, String script, Path argument) throws IOException, InterruptedException {
        Finished finished = host.program(Path.of("/bin/sh"), List.of("-euc", script, "sh", argument.toString()))
                .run();
        assertThat(finished.exitCode()).as(finished.errText()).isZero();
    }
}
