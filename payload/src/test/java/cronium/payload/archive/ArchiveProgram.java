package cronium.payload.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Packs or unpacks in a process of its own, for tests of the umask, the locale and the time zone. */
final class ArchiveProgram {
    private ArchiveProgram() {}

    /** {@code pack FOLDER FILE} or {@code unpack FILE DIRECTORY}. */
    public static void main(String[] arguments) throws IOException, ArchiveException {
        Path from = Path.of(arguments[1]);
        Path to = Path.of(arguments[2]);
        if (arguments[0].equals("pack")) {
            try (OutputStream out = Files.newOutputStream(to)) {
                new ArchiveWriter().write(from, out);
            }
        } else {
            try (InputStream in = Files.newInputStream(from)) {
                Extractor.extract(in, to, ArchiveLimits.DEFAULT);
            }
        }
    }
}
