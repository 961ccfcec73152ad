package cronium.payload.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The directory that is unpacked into. Everything made here is new: an existing path is an error. */
final class Disk implements AutoCloseable {
    private static final int WORKING_MODE = 0700;
    private static final Set<? extends OpenOption> NEW_FILE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path root;
    private final CreatedModes modes;
    private @Nullable FileChannel file;
    private Path path;
    private int mode;

    Disk(Path root, CreatedModes modes) {
        this.root = root;
        this.modes = modes;
        this.path = root;
    }

    void makeDirectory(String name) throws IOException {
        Path directory = ExactPath.resolve(root, name);
        Files.createDirectory(directory, modes.attribute(WORKING_MODE));
        modes.complete(directory, WORKING_MODE);
    }

    void startFile(String name, int fileMode) throws IOException {
        path = ExactPath.resolve(root, name);
        mode = fileMode;
        file = FileChannel.open(path, NEW_FILE, modes.attribute(fileMode));
    }

    void write(ByteBuffer bytes) throws IOException {
        if (file != null) {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        }
    }

    void endFile() throws IOException {
        close();
        modes.complete(path, mode);
    }

    void makeHardLink(String name, String target) throws IOException {
        Files.createLink(ExactPath.resolve(root, name), ExactPath.resolve(root, target));
    }

    void makeSymbolicLink(String name, String target) throws IOException {
        Files.createSymbolicLink(ExactPath.resolve(root, name), ExactPath.relative(target));
    }

    /** The deepest first: a directory that its owner may not enter hides what is below it. */
    void setDirectoryModes(PathNode top) throws IOException {
        setDirectoryModes(top, root);
    }

    private static void setDirectoryModes(PathNode node, Path directory) throws IOException {
        for (PathNode child : node.children()) {
            if (child.isDirectory()) {
                Path below = ExactPath.resolve(directory, child.name());
                setDirectoryModes(child, below);
                if (child.mode() != WORKING_MODE) {
                    CreatedModes.set(below, child.mode());
                }
            }
        }
    }

    /** Closes the file that is being written, if there is one. */
    @Override
    public void close() throws IOException {
        FileChannel open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
