package cronium.payload.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveWriterTest {
    @TempDir
    private Path base;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(base.resolve("folder"));
    }

    @Test
    void entriesAreSortedByTheBytesOfTheirPaths() throws IOException, ArchiveException {
        for (String name : List.of("b", "a/z", "a.txt", "\ufb01", "\ud83d\ude00", "B")) {
            Trees.file(folder, name, "x");
        }
        assertThat(list())
                .extracting(ArchiveEntry::path)
                .containsExactly("B", "a", "a.txt", "a/z", "b", "\ufb01", "\ud83d\ude00");
    }

    @Test
    void modesAreNormalised() throws IOException, ArchiveException {
        CreatedModes.set(Trees.file(folder, "d/script", "x"), 0700);
        CreatedModes.set(Trees.file(folder, "group-may", "x"), 0670);
        CreatedModes.set(Trees.file(folder, "text", "x"), 0400);
        CreatedModes.set(folder.resolve("d"), 0701);
        Files.createSymbolicLink(folder.resolve("l"), Path.of("d/script"));
        assertThat(list())
                .containsExactly(
                        new ArchiveEntry.Directory("d", 0755),
                        new ArchiveEntry.RegularFile("d/script", 0755, 1),
                        new ArchiveEntry.RegularFile("group-may", 0644, 1),
                        new ArchiveEntry.SymbolicLink("l", "d/script"),
                        new ArchiveEntry.RegularFile("text", 0644, 1));
    }

    @Test
    void hardLinkedFilesArePackedAsFiles() throws IOException, ArchiveException {
        Files.createLink(folder.resolve("b"), Trees.file(folder, "a", "x"));
        assertThat(list())
                .containsExactly(
                        new ArchiveEntry.RegularFile("a", 0644, 1), new ArchiveEntry.RegularFile("b", 0644, 1));
    }

    @Test
    void aFolderMayBeEmpty() throws IOException, ArchiveException {
        assertThat(list()).isEmpty();
    }

    @Test
    void aLinkThatLeavesTheFolderIsRefused() throws IOException {
        Trees.file(folder, "d/f", "x");
        Files.createSymbolicLink(folder.resolve("d/up"), Path.of(".."));
        Files.createSymbolicLink(folder.resolve("y"), Path.of("d/up/../z"));
        refuse("archive.link-escapes", "\"y\"");
    }

    @Test
    void anAbsoluteLinkIsRefusedAlsoIfItLeadsBackIn() throws IOException {
        Files.createSymbolicLink(folder.resolve("l"), Trees.file(folder, "f", "x"));
        refuse("archive.link-escapes", "\"l\"");
    }

    @Test
    void aFifoIsRefused() throws Exception {
        ProgramRun.command(folder, Map.of(), List.of("mkfifo", "pipe"));
        refuse("archive.fifo", "\"pipe\"");
    }

    @Test
    void aSocketIsRefused() throws IOException {
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
            refuse("archive.socket", "\"socket\"");
        }
    }

    @Test
    void aNameThatIsNotUtf8IsRefused() throws IOException {
        Files.createFile(Path.of(URI.create(folder.toUri() + "caf%E9")));
        refuse("archive.name-not-utf8", "caf");
    }

    @Test
    void aFileThatGrowsWhileItIsReadIsRefused() throws IOException {
        byte[] noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);
        Files.write(folder.resolve("a"), noise);
        Path growing = Trees.file(folder, "b", "x");
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                super.write(bytes, offset, length);
                grow(growing, size());
            }
        };
        // One thread: what it packs of "a" is written before "b" is looked at.
        assertThatThrownBy(() -> new ArchiveWriter(PackSettings.DEFAULT.withThreads(1)).write(folder, out))
                .isInstanceOfSatisfying(
                        ArchiveException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("archive.changed-while-read"))
                .hasMessageContaining("\"b\"");
    }

    @Test
    void aFolderBeyondTheLimitsIsRefused() throws IOException {
        Trees.file(folder, "f", "x".repeat(5000));
        assertThatThrownBy(() -> new ArchiveWriter(
                                PackSettings.DEFAULT.withLimits(ArchiveLimits.DEFAULT.withUnpackedBytes(4000)))
                        .write(folder, new ByteArrayOutputStream()))
                .hasMessageContaining("at most 4000 unpacked bytes");
    }

    @Test
    void aTimeBeyondElevenOctalDigitsIsRefused() {
        assertThatThrownBy(() -> new ArchiveWriter(PackSettings.DEFAULT.withModifiedSeconds(1L << 33)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void grow(Path file, int written) {
        try {
            if (written > 1000) {
                Files.writeString(file, "more", StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void refuse(String code, String named) {
        ArchiveException refusal = catchThrowableOfType(
                ArchiveException.class, () -> new ArchiveWriter().write(folder, new ByteArrayOutputStream()));
        assertThat(refusal).as("refused at all").isNotNull();
        assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
        assertThat(refusal).hasMessageContaining(named);
    }

    private List<ArchiveEntry> list() throws IOException, ArchiveException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ArchiveWriter().write(folder, out);
        return ArchiveListing.read(new ByteArrayInputStream(out.toByteArray()), ArchiveLimits.DEFAULT, Set.of(), 0)
                .entries();
    }
}
