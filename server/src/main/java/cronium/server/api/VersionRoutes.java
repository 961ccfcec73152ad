package cronium.server.api;

import cronium.payload.PayloadException;
import cronium.server.domain.Event;
import cronium.server.domain.EventVersion;
import cronium.server.domain.InvalidException;
import cronium.server.domain.StoredPayload;
import cronium.server.payloads.PayloadFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Versions of events, and their payloads as files. */
final class VersionRoutes {
    private static final String VERSIONS = Routes.API + "/events/{event}/versions";

    private final Events events;
    private final PayloadFiles files;

    VersionRoutes(Events events, PayloadFiles files) {
        this.events = events;
        this.files = files;
    }

    List<Route> routes() {
        return List.of(
                Route.get(VERSIONS, Access.VIEWER, this::list).query("cursor", "limit"),
                Route.get(VERSIONS + "/{version}", Access.VIEWER, this::get),
                Route.get(VERSIONS + "/{version}/payload", Access.VIEWER, this::payload)
                        .produces("application/gzip"),
                Route.get(VERSIONS + "/{version}/payload.sig", Access.VIEWER, this::signature)
                        .produces("text/plain"));
    }

    private void list(Call call) throws Exception {
        Query query = call.query();
        Optional<String> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        Event event = events.require(call);
        String name = event.spec().name().text();
        call.ok(Pages.json(
                events.database().events().versions(event.id(), cursor, limit),
                version -> EventJson.summary(name, version)));
    }

    private EventVersion version(Call call) throws ProblemException, InvalidException {
        long number = PathValues.version(call);
        return events.version(events.require(call), number);
    }

    private void get(Call call) throws Exception {
        EventVersion version = version(call);
        call.header("ETag", Precondition.tag(version.number()))
                .ok(EventJson.version(version, events.payload(version.eventId(), version.number())));
    }

    private void payload(Call call) throws Exception {
        EventVersion version = version(call);
        StoredPayload stored = events.payload(version.eventId(), version.number());
        // Held open, so that retention may take the file in the meantime.
        try (FileChannel file = FileChannel.open(file(version, stored))) {
            byte[] digest = HexFormat.of().parseHex(stored.sha256());
            call.header("ETag", "\"" + stored.sha256() + "\"")
                    .header("Digest", "sha-256=" + Base64.getEncoder().encodeToString(digest))
                    .header(
                            "Content-Disposition",
                            "attachment; filename=\"" + version.spec().name() + "-" + version.number() + ".tar.gz\"");
            OutputStream out = call.open("application/gzip", OptionalLong.of(file.size()));
            if (!call.isHead()) {
                Channels.newInputStream(file).transferTo(out);
            }
        }
    }

    private void signature(Call call) throws Exception {
        EventVersion version = version(call);
        Path payload = file(version, events.payload(version.eventId(), version.number()));
        call.answer("text/plain", Files.readAllBytes(PayloadFiles.signatureOf(payload)));
    }

    private Path file(EventVersion version, StoredPayload stored) throws IOException, PayloadException {
        Path path = files.require(stored, () -> version);
        if (stored.removedAt().isPresent()) {
            events.database().payloads().markRestored(stored.sha256());
        }
        return path;
    }
}
