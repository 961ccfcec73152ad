package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packages with which the npm client checks bundles read ours. */
class NpmBundleTest {
    private static final Path SOURCES = Path.of(System.getProperty("cronium.root", ".."), "payload/src/test/node");
    private static final Path WORK = Path.of(System.getProperty("cronium.root", ".."), "payload/target/node");

    @TempDir
    private Path base;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Program.require("node", "nodejs");
        Program.require("npm", "npm");
        Files.createDirectories(WORK);
        Path lock = WORK.resolve("package-lock.json");
        boolean installed = Files.isDirectory(WORK.resolve("node_modules"))
                && Files.exists(lock)
                && Files.mismatch(lock, SOURCES.resolve("package-lock.json")) < 0;
        for (String name : new String[] {"package.json", "package-lock.json", "verify-bundle.mjs"}) {
            Files.copy(SOURCES.resolve(name), WORK.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!installed) {
            Program npm = Program.run(WORK, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            assumeTrue(
                    npm.exitCode() == 0 || "true".equals(System.getenv("CI")),
                    () -> "npm ci failed, is there a network? " + npm.output());
            assertThat(npm.exitCode()).as(npm.output()).isZero();
        }
    }

    @Test
    void npmVerifiesOurBundle() throws Exception {
        SigningKey key = SigningKey.generate();
        writeFiles(key);
        assertThat(Program.succeed(base, check("key.pub"))).endsWith("verified\n");
        Files.writeString(base.resolve("p.tar.gz"), "another payload");
        assertThat(Program.run(base, check("key.pub")).exitCode()).isNotZero();
    }

    /** Only parsed with Ed25519: these packages do not check its pre-hashed variant. */
    @ParameterizedTest
    @EnumSource(KeyAlgorithm.class)
    void npmParsesOurBundle(KeyAlgorithm algorithm) throws Exception {
        SigningKey key = SigningKey.generate(algorithm);
        PayloadFile payload = writeFiles(key);
        SigstoreBundle bundle = SigstoreBundle.parse(Files.readAllBytes(base.resolve("bundle")), "p");
        assertThat(Program.succeed(base, check()))
                .isEqualTo("hint " + bundle.hint() + "\ndigest " + payload.sha256() + "\n");
    }

    private PayloadFile writeFiles(SigningKey key) throws IOException, SignatureException {
        Files.writeString(base.resolve("p.tar.gz"), "the payload");
        Files.writeString(base.resolve("key.pub"), key.publicKeyPem());
        PayloadFile payload = PayloadFile.read(base.resolve("p.tar.gz"), 1 << 20, base);
        Files.writeString(base.resolve("bundle"), key.signBundle(payload));
        return payload;
    }

    private static String[] check(String... key) {
        String[] command = new String[4 + key.length];
        command[0] = "node";
        command[1] = WORK.resolve("verify-bundle.mjs").toAbsolutePath().toString();
        command[2] = "bundle";
        command[3] = "p.tar.gz";
        System.arraycopy(key, 0, command, 4, key.length);
        return command;
    }
}
