package cronium.server.api;

import cronium.server.documents.EventDocument;
import cronium.server.domain.Event;
import cronium.server.domain.EventSpec;
import cronium.server.domain.EventSummary;
import cronium.server.domain.EventVersion;
import cronium.server.domain.ScriptFile;
import cronium.server.domain.StoredPayload;
import cronium.server.domain.VersionSummary;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Events and their versions as JSON. */
final class EventJson {
    private EventJson() {}

    static ObjectNode event(Event event, StoredPayload payload) {
        ObjectNode json = Json.object()
                .put("id", event.id())
                .put("name", event.spec().name().text())
                .put("version", event.version())
                .put("digest", event.digest())
                .put("createdAt", Json.time(event.createdAt()))
                .put("updatedAt", Json.time(event.updatedAt()));
        json.set("spec", spec(event.spec()));
        json.set("payload", payload(payload));
        return json;
    }

    static ObjectNode version(EventVersion version, StoredPayload payload) {
        ObjectNode json = Json.object()
                .put("event", version.spec().name().text())
                .put("version", version.number())
                .put("digest", version.digest())
                .put("savedAt", Json.time(version.savedAt()))
                .put("savedBy", version.savedBy());
        json.set("spec", spec(version.spec()));
        json.set("payload", payload(payload));
        return json;
    }

    static ObjectNode summary(EventSummary event) {
        ObjectNode json = Json.object()
                .put("id", event.id())
                .put("name", event.name().text())
                .put("version", event.version())
                .put("digest", event.digest())
                .put("description", event.description())
                .put("enabled", event.enabled())
                .put("createdAt", Json.time(event.createdAt()))
                .put("updatedAt", Json.time(event.updatedAt()));
        Json.putTexts(json, "tags", event.tags());
        Json.putTexts(json, "targets", event.targets());
        Json.putText(json, "schedule", event.schedule());
        return json;
    }

    static ObjectNode summary(String name, VersionSummary version) {
        return Json.object()
                .put("event", name)
                .put("version", version.number())
                .put("digest", version.digest())
                .put("savedAt", Json.time(version.savedAt()))
                .put("savedBy", version.savedBy());
    }

    static ObjectNode payload(StoredPayload payload) {
        return Json.object()
                .put("sha256", payload.sha256())
                .put("size", payload.size())
                .put("signedBy", payload.signedBy());
    }

    /** As it may be saved again. */
    private static ObjectNode spec(EventSpec spec) {
        ObjectNode json = Json.trusted(EventDocument.write(spec)).asObject();
        ArrayNode files = json.putArray("files");
        spec.files().forEach(file -> files.add(file(file)));
        return json;
    }

    private static ObjectNode file(ScriptFile file) {
        ObjectNode json = Json.object().put("path", file.path()).put("executable", file.executable());
        byte[] bytes = file.content().toArray();
        Optional<String> text = text(bytes);
        return text.isPresent()
                ? json.put("text", text.get())
                : json.put("content", Base64.getEncoder().encodeToString(bytes));
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text).filter(found -> found.indexOf('\0') < 0);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
