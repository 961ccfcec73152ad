package cronium.server.payloads;

import cronium.payload.manifest.Manifest;
import cronium.server.documents.ScriptDocument;
import cronium.server.domain.EventVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** The {@code manifest.yaml} of a version: a pure function of it. */
final class ManifestText {
    private ManifestText() {}

    static String of(EventVersion version) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        String name = version.spec().name().text();
        metadata.put("jobId", name + "-v" + version.number());
        metadata.put("eventId", name);
        metadata.put("eventVersion", version.number());
        metadata.put("createdAt", version.savedAt().toString());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", Manifest.VERSION);
        fields.putAll(ScriptDocument.write(version.spec().script()));
        fields.put("metadata", metadata);
        // Lines are not folded, so that the text does not depend on a width.
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(Integer.MAX_VALUE)
                .setBestLineBreak("\n")
                .build();
        return new Dump(settings).dumpToString(fields);
    }
}
