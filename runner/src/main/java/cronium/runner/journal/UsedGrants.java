package cronium.runner.journal;

import cronium.payload.signing.VerifiedGrant;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * The grants that were used on this host: one file each, named by the grant's identity. It stays until the grant would be
 * refused as expired anyway.
 */
public final class UsedGrants {
    /** A clock that is set back by less than this lets no grant be used twice. */
    private static final Duration KEPT_LONGER = Duration.ofDays(1);

    private final Path directory;

    public UsedGrants(StateDirectory state) throws IOException {
        this.directory = state.path().resolve("grants");
        StateDirectory.makePrivate(directory);
    }

    /**
     * Uses a grant up, before anything of its payload is unpacked: what fails later does not give it back. On disk when this
     * returns.
     *
     * @throws GrantUsedException if it was used before
     */
    public void use(VerifiedGrant grant) throws IOException, GrantUsedException {
        Path file = directory.resolve(grant.identity());
        byte[] text = (grant.grant().notAfter() + "\n").getBytes(StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new GrantUsedException(grant);
        }
        StateDirectory.sync(directory);
    }

    /** Forgets those that have expired. One that cannot be read stays. */
    public void forgetExpired(Instant now) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (isLongExpired(file, now)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean isLongExpired(Path file, Instant now) throws IOException {
        try {
            Instant notAfter = Instant.parse(
                    Files.readString(file, StandardCharsets.US_ASCII).strip());
            return now.isAfter(notAfter.plus(KEPT_LONGER));
        } catch (DateTimeParseException | NoSuchFileException e) {
            return false;
        }
    }
}
