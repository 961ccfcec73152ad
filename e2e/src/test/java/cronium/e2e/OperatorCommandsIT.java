package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's commands about keys and payloads, from making a key to a run on a host that requires a grant. */
@ExtendWith(HostExtension.class)
class OperatorCommandsIT {

    @ParameterizedTest
    @ValueSource(strings = {"p256", "ed25519"})
    void aKeySignsAPayloadThatAnotherHostVerifiesAndRuns(String algorithm, Host host)
            throws IOException, InterruptedException {
        Path key = key(host, "ci", "--algorithm", algorithm, "--no-passphrase");
        Files.copy(Path.of(key + ".pub"), host.trust().resolve("ci.pub"));
        Path payload = host.fresh("payload.tar.gz");

        Finished packed = cronium(
                host, "payload", "pack", folder(host), "-o", payload.toString(), "--key", key + ".pem", "--bundle");
        assertThat(packed.exitCode()).as(packed.errText()).isZero();

        Finished verified = cronium(
                host,
                "payload",
                "verify",
                payload.toString(),
                "--trust",
                host.trust().toString());
        assertThat(verified.exitCode()).as(verified.errText()).isZero();
        assertThat(verified.outText()).contains("signed by ci");
        assertThat(host.run(payload)
                        .run()
                        .assertEnded(0, "exited")
                        .at("/payload/signature/key")
                        .asString())
                .isEqualTo("ci");
    }

    @Test
    void anEncryptedKeyAsksForItsPassphraseAndNeverShowsIt(Host host) throws IOException, InterruptedException {
        Path passphrase = Files.writeString(host.fresh("passphrase"), "correct horse\n");
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
        Path key = key(host, "sealed", "--passphrase", "file:" + passphrase);
        assertThat(Files.readString(Path.of(key + ".pem")))
                .startsWith("-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----");

        Finished without = cronium(host, "key", "public", key + ".pem");
        assertThat(without.exitCode()).isEqualTo(1);
        Finished with = cronium(host, "key", "public", key + ".pem", "--passphrase", "file:" + passphrase);
        assertThat(with.outText()).isEqualTo(Files.readString(Path.of(key + ".pub")));
        assertThat(with.outText() + with.errText() + without.errText()).doesNotContain("correct horse");
    }

    @Test
    void aKeyIsNeverOverwritten(Host host) throws IOException, InterruptedException {
        Path key = key(host, "once", "--no-passphrase");
        String before = Files.readString(Path.of(key + ".pem"));
        Finished again = cronium(host, "key", "generate", key.toString(), "--no-passphrase");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.errText()).contains("once.pub", "expected no file");
        Files.delete(Path.of(key + ".pub"));
        Finished onceMore = cronium(host, "key", "generate", key.toString(), "--no-passphrase");
        assertThat(onceMore.exitCode()).isEqualTo(1);
        assertThat(onceMore.errText()).contains("once.pem: expected nothing there");
        assertThat(Path.of(key + ".pem")).hasContent(before);
    }

    @Test
    void packingLeavesOutWhatIsIgnoredAndWarnsOfSecrets(Host host) throws IOException, InterruptedException {
        Path folder = Path.of(folder(host));
        Files.writeString(folder.resolve(".croniumignore"), "*.log\nbuild/\n");
        Files.writeString(folder.resolve("noise.log"), "");
        Files.writeString(Files.createDirectory(folder.resolve("build")).resolve("output"), "");
        Files.writeString(folder.resolve("settings"), "token = ghp_" + "a".repeat(36) + "\n");
        Path payload = host.fresh("payload.tar.gz");

        Finished packed = cronium(host, "payload", "pack", folder.toString(), "-o", payload.toString());
        assertThat(packed.exitCode()).isZero();
        assertThat(packed.errText())
                .contains("settings has what looks like a GitHub token")
                .doesNotContain("ghp_");
        assertThat(cronium(host, "payload", "inspect", payload.toString()).outText())
                .contains("settings")
                .doesNotContain("noise.log", "build", ".croniumignore");
    }

    @ParameterizedTest
    @CsvSource({"soon, expected seconds since 1970", "-1, expected seconds since 1970"})
    void aSourceDateThatIsNoneIsRefused(String value, String message, Host host)
            throws IOException, InterruptedException {
        Finished packed = launch(host, "payload", "pack", folder(host))
                .with("SOURCE_DATE_EPOCH", value)
                .run();
        assertThat(packed.exitCode()).isEqualTo(1);
        assertThat(packed.errText()).contains("SOURCE_DATE_EPOCH", message, value);
    }

    @Test
    void whatCannotBeWrittenIsNoSuccess(Host host) throws IOException, InterruptedException {
        Finished full = host.program(
                        Path.of("/bin/sh"),
                        List.of(
                                "-c",
                                "exec \"$0\" version >/dev/full",
                                Image.cronium().toString()))
                .run();
        assertThat(full.exitCode()).isEqualTo(1);
        assertThat(full.errText()).contains("standard output");
    }

    @Test
    void aDifferenceIsNamedAndIsTheExitCode(Host host) throws IOException, InterruptedException {
        String folder = folder(host);
        String one = host.fresh("one.tar.gz").toString();
        String two = host.fresh("two.tar.gz").toString();
        cronium(host, "payload", "pack", folder, "-o", one);
        Files.writeString(Path.of(folder, "script.sh"), "echo other\n");
        Files.writeString(Path.of(folder, "new"), "");
        cronium(host, "payload", "pack", folder, "-o", two);

        assertThat(cronium(host, "payload", "diff", one, one).exitCode()).isZero();
        Finished different = cronium(host, "payload", "diff", one, two);
        assertThat(different.exitCode()).isEqualTo(1);
        assertThat(different.outText()).contains("added    new", "changed  script.sh");
        assertThat(cronium(host, "payload", "diff", one, one + ".none").exitCode())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aGrantIsGoodForOneRun(boolean bundleAlone, Host host) throws IOException, InterruptedException {
        Path key = key(host, "ops", "--no-passphrase");
        Files.copy(Path.of(key + ".pub"), host.trust().resolve("ops.pub"));
        String payload = host.fresh("payload.tar.gz").toString();
        cronium(host, "payload", "pack", folder(host), "-o", payload, "--key", key + ".pem");
        String hostName = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();

        Finished granted = cronium(
                host,
                "payload",
                "grant",
                payload,
                "--execution-id",
                "exec-1",
                "--host",
                hostName,
                "--not-after",
                "2100-01-01T00:00:00Z",
                "--env",
                "NOTES",
                "--bundle",
                "--key",
                key + ".pem");
        assertThat(granted.exitCode()).as(granted.errText()).isZero();
        if (bundleAlone) {
            Files.delete(Path.of(payload + ".grant.sig"));
        }

        String[] required = {"--require-grant", "--execution-id", "exec-1"};
        host.run(Path.of(payload), required).run().assertEnded(0, "exited");
        host.run(Path.of(payload), required).run().assertRejected("grant.used");
    }

    @Test
    void aChangedPayloadIsToldByItsDigestFile(Host host) throws IOException, InterruptedException {
        Path payload = host.fresh("payload.tar.gz");
        cronium(host, "payload", "pack", folder(host), "-o", payload.toString(), "--development-key");
        Files.write(payload, new byte[] {1}, StandardOpenOption.APPEND);
        host.run(payload).run().assertRejected("digest.mismatch");
    }

    private static String folder(Host host) throws IOException {
        return host.bash("echo hello").withManifest().toString();
    }

    private static Path key(Host host, String name, String... options) throws IOException, InterruptedException {
        Path key = host.freshDirectory("keys").resolve(name);
        List<String> words = new ArrayList<>(List.of("key", "generate", key.toString()));
        words.addAll(List.of(options));
        Finished made = cronium(host, words.toArray(String[]::new));
        assertThat(made.exitCode()).as(made.errText()).isZero();
        assertThat(Files.getPosixFilePermissions(Path.of(key + ".pem")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(Path.of(key + ".pub"), StandardCharsets.US_ASCII))
                .contains("BEGIN PUBLIC KEY");
        return key;
    }

    private static Launch launch(Host host, String... words) {
        return host.program(Image.cronium(), List.of(words));
    }

    private static Finished cronium(Host host, String... words) throws IOException, InterruptedException {
        return launch(host, words).run();
    }
}
