package cronium.runner.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a descriptor leads to, inode(7).
 *
 * @param mode kind and permissions, {@code st_mode}
 * @param links names that the file has; 0 for one that is open only, as memfd_create(2) makes them
 */
public record OpenFile(int mode, int links) {
    private static final int KIND = 0170000;
    private static final int REGULAR = 0100000;
    private static final int PIPE = 0010000;
    private static final int GROUP_AND_OTHERS = 077;

    /** Empty when nothing is open under that number. */
    public static Optional<OpenFile> of(Descriptor descriptor) throws IOException {
        try {
            Path file = Path.of("/proc/self/fd/" + descriptor.number());
            return Optional.of(new OpenFile(
                    (Integer) Files.getAttribute(file, "unix:mode"), (Integer) Files.getAttribute(file, "unix:nlink")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    public boolean isRegular() {
        return (mode & KIND) == REGULAR;
    }

    public boolean isPipe() {
        return (mode & KIND) == PIPE;
    }

    /** Whether it has a name by which others than its owner may open it, as far as its own mode says. */
    public boolean isExposed() {
        return links > 0 && (mode & GROUP_AND_OTHERS) != 0;
    }

    /** As chmod(1) writes them. */
    public String permissions() {
        return Integer.toOctalString(mode & 07777);
    }

    /** With its article. */
    public String kind() {
        return switch (mode & KIND) {
            case REGULAR -> "a file";
            case PIPE -> "a pipe";
            case 0040000 -> "a directory";
            case 0140000 -> "a socket";
            case 0020000 -> "a character device";
            default -> "something else";
        };
    }
}
