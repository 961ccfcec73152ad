package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestFileTest {
    private static final String NAME = "p.tar.gz";

    @TempDir
    private Path base;

    private PayloadFile payload;
    private String line;

    @BeforeEach
    void makePayload() throws IOException, SignatureException {
        payload = SigningFiles.payload(base, "the payload");
        line = payload.sha256() + "  " + NAME + "\n";
    }

    @Test
    void aLineIsTheDigestTwoSpacesAndTheName() {
        assertThat(DigestFile.line(payload, NAME)).asString().isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s  p.tar.gz\n", "%s  p.tar.gz", "%s *p.tar.gz\n"})
    void theLineOfThePayloadIsAccepted(String form) {
        assertThatCode(() -> check(form.replace("%s", payload.sha256()))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"p.tar.gz", "a b.tar.gz", "back\\slash", "new\nline", "re\rturn", "grüße €.tar.gz", " ", "*"})
    void sha256sumAcceptsOursAndWeAcceptIts(String name) throws Exception {
        Program.require("sha256sum", "coreutils");
        Files.writeString(base.resolve(name), "the payload");
        Files.write(base.resolve("ours.sha256"), DigestFile.line(payload, name));
        String verdict = Program.succeed(base, "env", "LC_ALL=C.UTF-8", "sha256sum", "--strict", "-c", "ours.sha256");
        assertThat(verdict.strip()).endsWith(": OK");

        for (String mode : new String[] {"--text", "--binary"}) {
            byte[] theirs = Program.succeed(base, "sha256sum", mode, "--", name).getBytes(StandardCharsets.UTF_8);
            DigestFile.check(payload, theirs, name);
            Path file = Files.write(base.resolve("theirs.sha256"), theirs);
            DigestFile.check(payload, file, name);
        }
        assertThat(Program.succeed(base, "sha256sum", "--text", "--", name).getBytes(StandardCharsets.UTF_8))
                .isEqualTo(DigestFile.line(payload, name));
    }

    @Test
    void aMissingFileIsRefused() {
        Refusal.of(
                SignatureFault.DIGEST_MISSING,
                () -> DigestFile.check(payload, base.resolve("p.tar.gz.sha256"), NAME),
                "payload p.tar.gz: expected a digest in " + base.resolve("p.tar.gz.sha256"),
                "found no such file");
    }

    @Test
    void aDirectoryIsRefused() {
        Refusal.of(SignatureFault.DIGEST_MALFORMED, () -> DigestFile.check(payload, base, NAME), "found a directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n"})
    void anEmptyFileIsRefused(String content) {
        Refusal.of(
                SignatureFault.DIGEST_MALFORMED,
                () -> check(content),
                "digest of p.tar.gz: expected one line of 64 lower-case hexadecimal digits",
                "found nothing");
    }

    @Test
    void anOversizedFileIsRefused() {
        Refusal.of(
                SignatureFault.DIGEST_TOO_LARGE,
                () -> check("a".repeat(DigestFile.MAX_BYTES + 1)),
                "at most 16384 bytes, found more");
    }

    @Test
    void severalLinesAreRefused() {
        Refusal.of(SignatureFault.DIGEST_MALFORMED, () -> check(line + line), "found several lines");
        Refusal.of(SignatureFault.DIGEST_MALFORMED, () -> check(line + "\n"), "found several lines");
        Refusal.of(SignatureFault.DIGEST_MALFORMED, () -> check("\n" + line), "found several lines");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "%s p.tar.gz",
                "%s  ",
                "%s\tp.tar.gz",
                " %s  p.tar.gz",
                "#%s  p.tar.gz",
                "SHA256 (p.tar.gz) = %s",
                "0%s  p.tar.gz",
                "p.tar.gz",
                "-",
                "\\"
            })
    void otherFormsAreRefused(String form) {
        Refusal.of(SignatureFault.DIGEST_MALFORMED, () -> check(form.replace("%s", payload.sha256())), "found another");
    }

    @Test
    void upperCaseDigitsAreRefused() {
        Refusal.of(SignatureFault.DIGEST_MALFORMED, () -> check("A" + line.substring(1)), "lower-case");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other.tar.gz",
                "./p.tar.gz",
                "dir/p.tar.gz",
                "/p.tar.gz",
                "p.tar.gz ",
                " p.tar.gz",
                "p.tar.gz\r",
                "P.tar.gz",
                "p.tar.g"
            })
    void aDigestThatNamesAnotherFileIsRefused(String name) {
        Refusal.of(
                SignatureFault.DIGEST_OTHER_FILE,
                () -> check(payload.sha256() + "  " + name + "\n"),
                "expected the name p.tar.gz, found another");
    }

    @Test
    void anEscapedLineIsOfAnotherFileThanThePlainName() {
        Refusal.of(SignatureFault.DIGEST_OTHER_FILE, () -> check("\\" + line), "expected the name p.tar.gz");
    }

    @Test
    void everyFlippedBitIsRefused() {
        byte[] bytes = SigningFiles.ascii(line.strip());
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            String text = new String(changed, StandardCharsets.ISO_8859_1);
            if (text.equals(payload.sha256() + " *" + NAME)) {
                continue;
            }
            assertThatCode(() -> DigestFile.check(payload, changed, NAME))
                    .as(text)
                    .isInstanceOf(SignatureException.class);
        }
    }

    @Test
    void anotherDigestIsRefusedWithBoth() {
        String other = "0".repeat(64);
        Refusal.of(
                SignatureFault.DIGEST_MISMATCH,
                () -> check(other + "  " + NAME + "\n"),
                "expected sha256 " + other + ", found " + payload.sha256());
    }

    private void check(String content) throws SignatureException {
        DigestFile.check(payload, content.getBytes(StandardCharsets.UTF_8), NAME);
    }
}
