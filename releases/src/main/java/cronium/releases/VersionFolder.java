package cronium.releases;

import cronium.payload.signing.PayloadFile;
import cronium.payload.signing.SignatureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files of one version, read with bounds; what cannot be read becomes a finding. */
final class VersionFolder {
    /** The most bytes that a runner may have; 256 MiB, where about 16 MB are used. */
    private static final long MAX_RUNNER_BYTES = 256L << 20;

    private final Path directory;
    private final Findings findings;

    VersionFolder(Path directory, Findings findings) {
        this.directory = directory;
        this.findings = findings;
    }

    SortedSet<String> names() throws IOException {
        SortedSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }

    Optional<byte[]> read(String name, int maxBytes) throws IOException {
        Optional<InputStream> opened = open(name);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = opened.get()) {
            byte[] content = in.readNBytes(maxBytes + 1);
            if (content.length > maxBytes) {
                findings.add(StoreFault.FILE_UNREADABLE, name, "at most " + maxBytes + " bytes", "more");
                return Optional.empty();
            }
            return Optional.of(content);
        }
    }

    /** A runner, which is the caller's to close; its name in messages is the file's own. */
    Optional<PayloadFile> runner(String name) throws IOException {
        Optional<InputStream> opened = open(name);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        opened.get().close();
        try {
            return Optional.of(PayloadFile.inPlace(directory.resolve(name), MAX_RUNNER_BYTES)
                    .titled(name));
        } catch (SignatureException e) {
            findings.add(e.code(), name, e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<InputStream> open(String name) throws IOException {
        Path file = directory.resolve(name);
        try {
            // A link could lead to what is checked now and elsewhere later, and a FIFO would be waited for.
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                findings.add(StoreFault.FILE_UNREADABLE, name, "a file", "a link, a directory or a special file");
                return Optional.empty();
            }
            return Optional.of(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            findings.add(StoreFault.FILE_MISSING, name, "a file", "none");
        } catch (AccessDeniedException e) {
            findings.add(StoreFault.FILE_UNREADABLE, name, "a file that this user may read", "one that it may not");
        }
        return Optional.empty();
    }
}
