package cronium.payload.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.testkit.archives.TarBytes;
import cronium.testkit.archives.TarHeaderBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractorTest {
    @TempDir
    private Path base;

    private Path payload;

    @BeforeEach
    void makeDirectory() throws IOException {
        payload = Trees.privateDirectory(base, "payload");
    }

    @Test
    void saysHowMuchItMade() throws IOException, ArchiveException {
        byte[] packed = new TarBytes()
                .directory("./")
                .file("d/a", "12345")
                .file("b", "678")
                .symbolicLink("l", "b")
                .gzip();
        assertThat(extract(packed)).isEqualTo(new Extracted(3, 8));
    }

    @Test
    void unpacksAFileOfManyBlocks() throws IOException, ArchiveException {
        String content = "0123456789abcde\n".repeat(200_000);
        extract(new TarBytes()
                .file("before", "1")
                .file("big", content)
                .file("after", "2")
                .gzip());
        assertThat(Trees.contents(payload))
                .isEqualTo(Map.of("before", "file:1", "big", "file:" + content, "after", "file:2"));
    }

    @Test
    void unpacksMoreEmptyFilesThanFitOneBatch() throws IOException, ArchiveException {
        TarBytes tar = new TarBytes();
        for (int i = 0; i < 3_000; i++) {
            tar.file("d/" + i, "");
        }
        assertThat(extract(tar.gzip()).entries()).isEqualTo(3_000);
        assertThat(Trees.contents(payload)).hasSize(3_001).containsEntry("d/2999", "file:");
    }

    @Test
    void hardLinksAreTheSameFile() throws IOException, ArchiveException {
        extract(new TarBytes().file("a", "x").hardLink("d/b", "a").gzip());
        assertThat(Files.isSameFile(payload.resolve("a"), payload.resolve("d/b")))
                .isTrue();
    }

    @Test
    void keepsPermissionBitsAndNothingElseOfAMode() throws IOException, ArchiveException {
        extract(modes());
        assertThat(Trees.contentsAndModes(payload)).isEqualTo(modesUnpacked());
        assertThat(Trees.contentsAndModes(base)).containsEntry("payload", "700 directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "022", "077", "777"})
    void modesDoNotDependOnTheUmask(String umask) throws Exception {
        Path file = Files.write(base.resolve("modes.tar.gz"), modes());
        ProgramRun.archiveProgram(umask, Map.of(), List.of(), List.of("unpack", file.toString(), payload.toString()));
        assertThat(Trees.contentsAndModes(payload)).isEqualTo(modesUnpacked());
    }

    @Test
    void namesAreUtf8AlsoWhereTheLocaleIsNot() throws Exception {
        Path file = Files.write(
                base.resolve("names.tar.gz"),
                new TarBytes().file("ü/😀 €", "x").symbolicLink("ü/l", "😀 €").gzip());
        ProgramRun.archiveProgram(
                "022",
                Map.of("LC_ALL", "C"),
                List.of("-Dsun.jnu.encoding=ANSI_X3.4-1968"),
                List.of("unpack", file.toString(), payload.toString()));
        assertThat(Trees.contents(payload)).isEqualTo(Map.of("ü", "directory", "ü/😀 €", "file:x", "ü/l", "link:😀 €"));
    }

    @Test
    void aStreamThatFailsLeavesNothing() {
        IOException broken = new IOException("the disk is gone");
        assertThatThrownBy(() -> Extractor.extract(failing(broken), payload, ArchiveLimits.DEFAULT))
                .isSameAs(broken);
        assertThat(payload).isEmptyDirectory();
    }

    @Test
    void aCancelledStreamLeavesNothing() {
        IllegalStateException cancelled = new IllegalStateException("cancelled");
        assertThatThrownBy(() -> Extractor.extract(failing(cancelled), payload, ArchiveLimits.DEFAULT))
                .isSameAs(cancelled);
        assertThat(payload).isEmptyDirectory();
    }

    @Test
    void anInterruptedCallerLeavesNothingAndStaysInterrupted() {
        byte[] packed = new TarBytes().file("a", "x").gzip();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> extract(packed)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(payload).isEmptyDirectory();
    }

    @Test
    void aPathThatTheSystemCannotMakeIsAnIoExceptionAndLeavesNothing() {
        String path = "d/".repeat(133) + ("n".repeat(200) + "/").repeat(19) + "f";
        byte[] packed =
                new TarBytes().pax(TarBytes.record("path", path)).file("f", "x").gzip();
        // The name has fewer than 4,096 bytes; with the directory before it, it has more than PATH_MAX.
        assertThatThrownBy(() -> extract(packed)).isInstanceOf(FileSystemException.class);
        assertThat(payload).isEmptyDirectory();
    }

    @Test
    void aDirectoryThatIsNotEmptyIsLeftAlone() throws IOException {
        Files.writeString(payload.resolve("mine"), "x");
        assertThatThrownBy(() -> extract(new TarBytes().file("a", "x").gzip()))
                .isInstanceOf(DirectoryNotEmptyException.class);
        assertThat(Trees.contents(payload)).isEqualTo(Map.of("mine", "file:x"));
    }

    @Test
    void aDirectoryThatOthersMayEnterIsRefused() throws IOException {
        CreatedModes.set(payload, 0755);
        assertThatThrownBy(() -> extract(new TarBytes().file("a", "x").gzip()))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("expected mode 700, found 755");
        assertThat(payload).isEmptyDirectory();
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
        Path file = Files.writeString(base.resolve("file"), "x");
        assertThatThrownBy(() ->
                        Extractor.extract(new ByteArrayInputStream(new TarBytes().gzip()), file, ArchiveLimits.DEFAULT))
                .isInstanceOf(NotDirectoryException.class);
    }

    private Extracted extract(byte[] packed) throws IOException, ArchiveException {
        return Extractor.extract(new ByteArrayInputStream(packed), payload, ArchiveLimits.DEFAULT);
    }

    /** A third of an archive, files and directories in it, and then an exception. */
    private static InputStream failing(Exception failure) {
        TarBytes tar = new TarBytes();
        for (int i = 0; i < 3_000; i++) {
            tar.file("d" + i % 10 + "/" + i, Integer.toString(i));
        }
        byte[] packed = tar.gzip();
        InputStream start = new ByteArrayInputStream(packed, 0, packed.length / 3);
        return new SequenceInputStream(start, new InputStream() {
            @Override
            public int read() throws IOException {
                if (failure instanceof IOException io) {
                    throw io;
                }
                throw (RuntimeException) failure;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        });
    }

    private static byte[] modes() {
        byte[] content = "x".getBytes(StandardCharsets.US_ASCII);
        return new TarBytes()
                .entry(TarHeaderBytes.ustar('5', "./").mode(0777))
                .entry(TarHeaderBytes.ustar('0', "everything").mode(07777).size(1), content)
                .entry(TarHeaderBytes.ustar('0', "nothing").mode(0).size(1), content)
                .entry(TarHeaderBytes.ustar('0', "read-only").mode(0444).size(1), content)
                .entry(TarHeaderBytes.ustar('0', "with-type").mode(0100640).size(1), content)
                .entry(TarHeaderBytes.ustar('5', "sticky").mode(01777))
                .entry(TarHeaderBytes.ustar('5', "closed").mode(0555))
                .entry(TarHeaderBytes.ustar('0', "closed/file").mode(0644).size(1), content)
                .file("implied/file", "x")
                .symbolicLink("closed/link", "file")
                .gzip();
    }

    private static Map<String, String> modesUnpacked() {
        return Map.of(
                "everything", "777 file:x",
                "nothing", "0 file:?",
                "read-only", "444 file:x",
                "with-type", "640 file:x",
                "sticky", "777 directory",
                "closed", "555 directory",
                "closed/file", "644 file:x",
                "closed/link", "777 link:file",
                "implied", "755 directory",
                "implied/file", "644 file:x");
    }
}
