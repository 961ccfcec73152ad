package cronium.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.payload.archive.ArchiveLimits;
import cronium.payload.archive.ArchiveListing;
import cronium.payload.archive.ArchiveWriter;
import cronium.payload.manifest.Manifest;
import cronium.payload.manifest.ManifestParser;
import cronium.payload.signing.PayloadFile;
import cronium.payload.signing.SignatureCheck;
import cronium.payload.signing.SignatureState;
import cronium.payload.signing.TrustStore;
import cronium.testkit.RequiredTool;
import cronium.testkit.documents.Document;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/payload-format.md} that are marked {@code sh test} work, and make what this project takes. */
class DocumentedCommandsTest {
    private static final List<RequiredTool> TOOLS = List.of(
            new RequiredTool("bash", "bash"),
            new RequiredTool("tar", "tar"),
            new RequiredTool("sha256sum", "coreutils"),
            new RequiredTool("openssl", "openssl"),
            new RequiredTool("python3", "python3"));

    @TempDir
    private Path base;

    @BeforeEach
    void runAllOfThemInTheirOrder() throws IOException, InterruptedException {
        for (RequiredTool tool : TOOLS) {
            Optional<String> missing = tool.missing();
            assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        }
        List<String> blocks = Document.read("docs/payload-format.md").blocks("sh test");
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(4);
        run("bash", "-euo", "pipefail", "-c", String.join("", blocks));
    }

    @Test
    void thePayloadIsAccepted() throws IOException, PayloadException {
        byte[] payload = Files.readAllBytes(base.resolve("hello.tar.gz"));
        ArchiveListing listing = ArchiveListing.read(
                new ByteArrayInputStream(payload),
                ArchiveLimits.DEFAULT,
                Set.of("manifest.yaml"),
                ManifestParser.MAX_BYTES);
        Manifest manifest =
                ManifestParser.parse(listing.content("manifest.yaml").orElseThrow(), "manifest.yaml");

        assertThat(listing.entries()).extracting(entry -> entry.path()).contains(manifest.entrypoint());
    }

    @Test
    void theSignatureIsAccepted() throws IOException, PayloadException {
        Path payload = base.resolve("hello.tar.gz");
        try (PayloadFile file = PayloadFile.read(payload, 1 << 20, base)) {
            assertThat(SignatureCheck.verify(
                                    file,
                                    base.resolve("hello.tar.gz.sig"),
                                    TrustStore.read(base.resolve("trust")),
                                    Instant.EPOCH)
                            .signature())
                    .isEqualTo(new SignatureState.Verified("me"));
        }
    }

    /** The tar, not its compressed form: Python may have another zlib than the JDK. */
    @Test
    void theProgramInTheDocumentPacksTheSameTar() throws Exception {
        Path folder = base.resolve("hello");
        String far = "d".repeat(90) + "/" + "n".repeat(120);
        file(folder.resolve(far), "split at the slash");
        file(folder.resolve("p".repeat(200) + "/" + "q".repeat(200)), "too long to be split");
        file(folder.resolve("a.b"), "sorts before a/b");
        file(folder.resolve("a/b"), "");
        file(folder.resolve("e".repeat(99) + "/f"), "a directory of 100 bytes with its slash");
        file(folder.resolve("g".repeat(100) + "/f"), "a directory of 101 bytes with its slash");
        Files.createSymbolicLink(folder.resolve("near"), Path.of("a/b"));
        Files.createSymbolicLink(folder.resolve("far"), Path.of(far));
        Files.createSymbolicLink(folder.resolve("l".repeat(120)), Path.of(far));
        Files.createDirectory(folder.resolve("empty"));
        file(folder.resolve("large"), "more than two blocks of the compressor ".repeat(20_000));
        Files.setPosixFilePermissions(folder.resolve("hello.sh"), PosixFilePermissions.fromString("rwx------"));

        run("python3", "pack.py", "hello", "theirs.tar.gz");
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        new ArchiveWriter().write(folder, ours);

        assertThat(unpacked(Files.readAllBytes(base.resolve("theirs.tar.gz")))).isEqualTo(unpacked(ours.toByteArray()));
    }

    private void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(base.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static void file(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }
}
