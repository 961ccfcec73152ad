package cronium.runner.linux;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.children.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovalTest {
    @TempDir
    private Path base;

    @Test
    void closedDirectoriesAndATreeDeeperThanAnyPathAreRemoved() throws IOException, InterruptedException {
        Path tree = Files.createDirectory(base.resolve("tree"));
        Path script = Child.LEAVES_TREES.writeTo(base);
        run(tree, "/usr/bin/python3", script.toString(), "5000");
        assertThat(Removal.remove(tree)).isEmpty();
        assertThat(Files.exists(tree, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void twentyThousandFilesAreRemoved() throws IOException, InterruptedException {
        Path tree = Files.createDirectory(base.resolve("tree"));
        run(tree, "/bin/bash", "-c", "mkdir a a/b && touch {1..10000} a/b/{1..10000}");
        assertThat(Removal.remove(tree)).isEmpty();
        assertThat(tree).doesNotExist();
    }

    @Test
    void namesOfAnyBytesAreRemoved() throws IOException, InterruptedException {
        Path tree = Files.createDirectory(base.resolve("tree"));
        run(
                tree,
                "/bin/bash",
                "-c",
                "mkdir -p $'\\xff\\xfe/d' $'new\\nline' -- -rf '...' '.removing-1-2-0/x' && touch $'\\x80' $'\\xff\\xfe/d/\\x01' ' '"
                        + " \"$(head -c 255 /dev/zero | tr '\\0' n)\"");
        assertThat(Removal.remove(tree)).isEmpty();
        assertThat(tree).doesNotExist();
    }

    @Test
    void linksAreRemovedAndNeverFollowed() throws IOException {
        Path outside = Files.createDirectory(base.resolve("outside"));
        Path kept = Files.writeString(outside.resolve("kept"), "x");
        Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("r-xr-xr-x"));
        Path tree = Files.createDirectory(base.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("directory"), outside);
        Files.createSymbolicLink(tree.resolve("file"), kept);
        Files.createSymbolicLink(tree.resolve("nowhere"), Path.of("/no/such/file"));
        Path below = Files.createDirectory(tree.resolve("below"));
        Files.createSymbolicLink(below.resolve("up"), Path.of(".."));
        assertThat(Removal.remove(tree)).isEmpty();
        assertThat(kept).hasContent("x");
        assertThat(Files.getPosixFilePermissions(outside)).isEqualTo(PosixFilePermissions.fromString("r-xr-xr-x"));
    }

    @Test
    void aTopThatIsALinkIsLeftAloneAndSaidSo() throws IOException {
        Path outside = Files.createDirectory(base.resolve("outside"));
        Files.createFile(outside.resolve("kept"));
        Path link = Files.createSymbolicLink(base.resolve("link"), outside);
        assertThat(Removal.remove(link)).hasSize(1);
        assertThat(outside.resolve("kept")).exists();
    }

    @Test
    void whatIsNotThereIsRemovedAlready() {
        assertThat(Removal.remove(base.resolve("never-made"))).isEmpty();
    }

    @Test
    void specialFilesAreRemoved() throws IOException, InterruptedException {
        Path tree = Files.createDirectory(base.resolve("tree"));
        run(tree, "/bin/bash", "-c", "mkfifo fifo && ln -s fifo link && touch file && ln file hard");
        assertThat(Removal.remove(tree)).isEmpty();
        assertThat(tree).doesNotExist();
    }

    private static void run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
