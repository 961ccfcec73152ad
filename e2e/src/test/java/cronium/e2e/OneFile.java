package cronium.e2e;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The one-file runner of this platform, as it was built, and what it unpacks. */
final class OneFile {
    private OneFile() {}

    static Path built() {
        String architecture = System.getProperty("os.arch").equals("amd64") ? "amd64" : "arm64";
        Path file = Image.checkout().resolve("packaging/target/runners/cronium-runner-linux-" + architecture);
        if (!Files.isExecutable(file)) {
            throw new AssertionError("expected the one-file runner " + file + ", found none; run: mvn verify");
        }
        return file;
    }

    /** A copy that is another version: its content has another digest. */
    static Path otherVersion(Path copy) throws IOException {
        // Latin-1 has a character for every byte.
        String content = Files.readString(built(), StandardCharsets.ISO_8859_1);
        Files.writeString(
                copy, content.replaceFirst("digest=[0-9a-f]{8}", "digest=00000000"), StandardCharsets.ISO_8859_1);
        return Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A copy that lacks its end. */
    static Path cut(Path copy) throws IOException {
        try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(built()))) {
            Files.write(copy, in.readNBytes((int) (Files.size(built()) - 4096)));
        }
        return Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The unpacked versions in a cache directory, in the order of their names; nothing else may be there. */
    static List<String> versions(Path cache) throws IOException {
        List<String> versions = new ArrayList<>();
        try (Stream<Path> entries = Files.list(cache)) {
            for (Path entry : entries.sorted().toList()) {
                String name = entry.getFileName().toString();
                if (!name.equals(".lock")) {
                    versions.add(name);
                }
            }
        }
        return versions;
    }
}
