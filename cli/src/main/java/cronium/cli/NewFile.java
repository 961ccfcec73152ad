package cronium.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** A file under construction beside the one that it will replace; gone when it is closed before it was moved. */
final class NewFile implements AutoCloseable {
    private final Path path;

    private NewFile(Path path) {
        this.path = path;
    }

    static NewFile beside(Path file) {
        Path absolute = file.toAbsolutePath();
        return new NewFile(absolute.resolveSibling(
                "." + absolute.getFileName() + "." + ProcessHandle.current().pid()));
    }

    /** Replaces a file whole. */
    static void write(Path file, byte[] content) throws IOException {
        try (NewFile coming = beside(file)) {
            try (OutputStream out = coming.open()) {
                out.write(content);
            }
            coming.moveTo(file);
        }
    }

    /** The directory that it lies in. */
    Path directory() {
        return Objects.requireNonNull(path.getParent(), "the sibling of a file has a parent");
    }

    Path path() {
        return path;
    }

    OutputStream open() throws IOException {
        return Files.newOutputStream(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    void moveTo(Path file) throws IOException {
        Files.move(path, file.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
