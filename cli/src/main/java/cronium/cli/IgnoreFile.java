package cronium.cli;

import cronium.payload.archive.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import nl.basjes.gitignore.GitIgnore;

/** {@code .croniumignore} at a folder's root, in the syntax of gitignore(5). It is itself never packed. */
final class IgnoreFile {
    static final String NAME = ".croniumignore";
    private static final int MAX_BYTES = 1 << 20;

    private IgnoreFile() {}

    /** What of the folder is to be packed. */
    static Selection selection(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return (path, _) -> !path.equals(NAME);
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new CommandException(file + ": expected at most " + MAX_BYTES + " bytes, found " + Files.size(file));
        }
        GitIgnore rules = new GitIgnore(Files.readString(file));
        return (path, directory) -> !path.equals(NAME) && rules.keepFile("/" + path + (directory ? "/" : ""));
    }
}
