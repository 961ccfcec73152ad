package cronium.cli;

import cronium.payload.PayloadException;
import cronium.payload.archive.PackSettings;
import cronium.payload.signing.SigningKey;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The payloads that {@code cronium run} made of folders, by the digest of what they hold. They stay for a week, so that one
 * that ran can be looked at.
 */
final class PackedFolders {
    private static final Duration KEPT = Duration.ofDays(7);

    private final Path directory;
    private final Clock clock;

    private PackedFolders(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    static PackedFolders in(Path cache, Clock clock) throws IOException {
        return new PackedFolders(PrivateDirectory.make(cache.resolve("payloads")), clock);
    }

    /** Packs and signs. The file's name is the folder's with a part of the payload's digest. */
    Path pack(Path folder, SigningKey key) throws IOException, PayloadException {
        removeOld(clock.instant().minus(KEPT));
        String name = SourceFolder.name(folder);
        Path coming =
                directory.resolve("." + name + "-" + ProcessHandle.current().pid());
        String sha256 = Packing.of(
                folder,
                coming,
                PackSettings.DEFAULT.withSelection(IgnoreFile.selection(folder)),
                (file, payload) -> Sidecars.writeSignature(file, payload, key));
        Path payload = directory.resolve(name + "-" + sha256.substring(0, 16) + ".tar.gz");
        Files.move(Sidecars.signatureOf(coming), Sidecars.signatureOf(payload), StandardCopyOption.ATOMIC_MOVE);
        Files.move(coming, payload, StandardCopyOption.ATOMIC_MOVE);
        return payload;
    }

    private void removeOld(Instant before) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                removeIfOld(file, before);
            }
        }
    }

    private static void removeIfOld(Path file, Instant before) throws IOException {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // Another run was faster.
        }
    }
}
