package cronium.server.payloads;

import cronium.payload.manifest.Manifest;
import cronium.payload.manifest.ManifestException;
import cronium.payload.manifest.ManifestParser;
import cronium.server.documents.ScriptDocument;
import cronium.server.domain.EventVersion;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/** The {@code manifest.yaml} of a version: a pure function of it. */
final class ManifestText {
    /** What every reader of YAML takes for text, unless it is one of the {@linkplain #MEANT_OTHERWISE words} that some take for more. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");

    private static final Set<String> MEANT_OTHERWISE =
            Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

    private ManifestText() {}

    /** @throws IllegalStateException if it would be read as something else than the version says */
    static byte[] of(EventVersion version) {
        byte[] text = text(version).getBytes(StandardCharsets.UTF_8);
        check(text, version);
        return text;
    }

    private static String text(EventVersion version) {
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
        return new Dump(settings, new Quoting(settings)).dumpToString(fields);
    }

    /** Nothing may run that is not what was saved. */
    private static void check(byte[] text, EventVersion version) {
        Manifest saved = version.spec().script();
        try {
            Manifest read = ManifestParser.parse(text, "manifest.yaml");
            Manifest script = new Manifest(
                    read.interpreter(),
                    read.entrypoint(),
                    read.arguments(),
                    read.environment(),
                    saved.metadata(),
                    read.limits(),
                    read.sandbox());
            if (!script.equals(saved)) {
                throw new IllegalStateException("manifest of " + version.spec().name() + ", version " + version.number()
                        + ": expected to read what was written, found something else");
            }
        } catch (ManifestException e) {
            throw new IllegalStateException("manifest of " + version.spec().name() + ": " + e.getMessage(), e);
        }
    }

    /** Puts quotes around every text that could be taken for a number, a date, nothing or true: readers differ in what they take. */
    private static final class Quoting extends StandardRepresenter {
        Quoting(DumpSettings settings) {
            super(settings);
        }

        @Override
        protected Node representScalar(Tag tag, String value, ScalarStyle style) {
            boolean isPlain = !tag.equals(Tag.STR)
                    || (PLAIN.matcher(value).matches() && !MEANT_OTHERWISE.contains(value.toLowerCase(Locale.ROOT)));
            return super.representScalar(tag, value, isPlain ? style : ScalarStyle.DOUBLE_QUOTED);
        }
    }
}
