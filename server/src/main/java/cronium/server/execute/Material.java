package cronium.server.execute;

import cronium.payload.PayloadException;
import cronium.server.domain.Bytes;
import cronium.server.domain.EventVersion;
import cronium.server.domain.Execution;
import cronium.server.domain.StoredPayload;
import cronium.server.payloads.PayloadFiles;
import cronium.server.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a runner needs to run an execution.
 *
 * @param payload its signature is beside it
 * @param size of the payload in bytes
 * @param secrets as {@link SecretSource} has them; for nobody to print
 */
public record Material(Path payload, long size, Bytes secrets) {
    /**
     * Found or made again.
     *
     * @throws IOException when something cannot be read
     * @throws PayloadException when there can be no payload
     * @throws SecretSource.MissingException naming the first secret that is not there
     */
    public static Material of(Execution execution, Database database, PayloadFiles payloads, SecretSource secrets)
            throws IOException, PayloadException, SecretSource.MissingException {
        // Without its files: as many of these as run at once are in memory together.
        EventVersion version =
                found(execution, database.events().versionWithoutFiles(execution.eventId(), execution.eventVersion()));
        StoredPayload stored = database.payloads()
                .find(execution.eventId(), execution.eventVersion())
                .orElseThrow(() -> new IOException("expected a payload of " + execution.eventName() + ", found none"));
        Path payload = payloads.require(
                stored,
                () -> found(execution, database.events().version(execution.eventId(), execution.eventVersion())));
        if (stored.removedAt().isPresent()) {
            database.payloads().markRestored(stored.sha256());
        }
        return new Material(
                payload, stored.size(), Bytes.of(secrets.read(version.spec().secrets())));
    }

    private static EventVersion found(Execution execution, Optional<EventVersion> version) throws IOException {
        return version.orElseThrow(() -> new IOException(
                "expected version " + execution.eventVersion() + " of " + execution.eventName() + ", found none"));
    }
}
