package cronium.server.documents;

import cronium.payload.manifest.DurationText;
import cronium.payload.manifest.Limits;
import cronium.payload.manifest.Manifest;
import cronium.payload.manifest.ManifestException;
import cronium.payload.manifest.ManifestParser;
import cronium.payload.manifest.Network;
import cronium.payload.manifest.Problem;
import cronium.payload.manifest.Sandbox;
import cronium.payload.manifest.SizeText;
import cronium.server.domain.FieldProblem;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of an event that becomes its payload's manifest. It is read by the manifest's own parser, so that what is accepted
 * here is accepted on a host, with the same words for what is not.
 */
public final class ScriptDocument {
    static final List<String> KEYS =
            List.of("interpreter", "entrypoint", "arguments", "environment", "limits", "sandbox");

    /** YAML forbids some characters that JSON allows bare; escaped, both read them the same way. */
    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private ScriptDocument() {}

    /** Empty only if there are problems. */
    static Optional<Manifest> read(JsonNode event, List<FieldProblem> problems) {
        ObjectNode manifest = ASCII.createObjectNode().put("version", Manifest.VERSION);
        for (String key : KEYS) {
            JsonNode value = event.get(key);
            if (value != null && !value.isNull()) {
                manifest.set(key, value);
            }
        }
        try {
            return Optional.of(ManifestParser.parse(
                    ASCII.writeValueAsString(manifest).getBytes(StandardCharsets.US_ASCII), "event"));
        } catch (ManifestException e) {
            for (Problem problem : e.problems()) {
                problems.add(new FieldProblem(problem.path(), problem.message()));
            }
            return Optional.empty();
        }
    }

    /** The same as plain values, in the order of a manifest, variables by name; what is not said is left out. */
    public static Map<String, Object> write(Manifest script) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("interpreter", script.interpreter().text());
        fields.put("entrypoint", script.entrypoint());
        put(fields, "arguments", script.arguments());
        put(fields, "environment", new TreeMap<>(script.environment()));
        put(fields, "limits", limits(script.limits()));
        put(fields, "sandbox", sandbox(script.sandbox()));
        return fields;
    }

    private static void put(Map<String, Object> fields, String key, List<?> value) {
        if (!value.isEmpty()) {
            fields.put(key, value);
        }
    }

    private static void put(Map<String, Object> fields, String key, Map<String, ?> value) {
        if (!value.isEmpty()) {
            fields.put(key, value);
        }
    }

    private static Map<String, Object> limits(Limits limits) {
        Map<String, Object> fields = new LinkedHashMap<>();
        limits.timeout().ifPresent(value -> fields.put("timeout", DurationText.format(value)));
        limits.grace().ifPresent(value -> fields.put("grace", DurationText.format(value)));
        limits.cpu().ifPresent(value -> fields.put("cpu", DurationText.format(value)));
        limits.memory().ifPresent(value -> fields.put("memory", SizeText.format(value)));
        limits.processes().ifPresent(value -> fields.put("processes", value));
        limits.openFiles().ifPresent(value -> fields.put("openFiles", value));
        limits.fileSize().ifPresent(value -> fields.put("fileSize", SizeText.format(value)));
        limits.output().ifPresent(value -> fields.put("output", SizeText.format(value)));
        limits.outputExcess().ifPresent(value -> fields.put("outputExcess", value.text()));
        limits.disk().ifPresent(value -> fields.put("disk", SizeText.format(value)));
        return fields;
    }

    private static Map<String, Object> sandbox(Sandbox sandbox) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (sandbox.restricts()) {
            fields.put("filesystem", sandbox.filesystem().text());
            fields.put(
                    "network",
                    switch (sandbox.network()) {
                        case Network.Host() -> "host";
                        case Network.None() -> "none";
                        case Network.TcpConnect(List<Integer> ports) -> Map.of("tcp-connect", ports);
                    });
        }
        put(fields, "readable", sandbox.readable());
        put(fields, "writable", sandbox.writable());
        return fields;
    }
}
