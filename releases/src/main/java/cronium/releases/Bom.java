package cronium.releases;

import cronium.payload.signing.Json;
import cronium.payload.signing.Json.JsonException;
import cronium.payload.signing.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an SBOM (CycloneDX, JSON) says that can be held against the runner: the rest of it is for other readers.
 *
 * @param subject the runner itself
 * @param jars by their path in the archive
 * @param modules of the Java runtime, by name
 */
record Bom(Component subject, Map<String, Component> jars, Map<String, Component> modules) {
    /** The most bytes that are read; 1 MiB. */
    static final int MAX_BYTES = 1 << 20;

    private static final String SPECIFICATION = "1.6";
    private static final String PATH = "cronium:path";
    private static final String MODULE = "cronium:module";

    /** @param sha256 empty if there is none */
    record Component(String name, String version, Optional<String> sha256) {}

    static Bom parse(byte[] content) throws JsonException {
        JsonFields root = Json.object(content);
        String format = root.text("bomFormat") + " " + root.text("specVersion");
        if (!format.equals("CycloneDX " + SPECIFICATION)) {
            throw new JsonException("another format than CycloneDX " + SPECIFICATION);
        }
        Map<String, Component> jars = new TreeMap<>();
        Map<String, Component> modules = new TreeMap<>();
        List<String> unplaced = new ArrayList<>();
        for (JsonFields component : root.objects("components")) {
            Component read = component(component);
            Optional<String> path = property(component, PATH);
            Optional<String> module = property(component, MODULE);
            boolean added = path.isPresent()
                    ? jars.put(path.get(), read) == null
                    : module.isPresent() && modules.put(module.get(), read) == null;
            if (!added) {
                unplaced.add(read.name());
            }
        }
        if (!unplaced.isEmpty()) {
            throw new JsonException("components without a place of their own in the runner (" + PATH + " or " + MODULE
                    + "): " + String.join(", ", unplaced));
        }
        return new Bom(component(root.object("metadata").object("component")), jars, modules);
    }

    private static Component component(JsonFields fields) throws JsonException {
        Optional<String> sha256 = Optional.empty();
        if (fields.has("hashes")) {
            for (JsonFields hash : fields.objects("hashes")) {
                if (hash.text("alg").equals("SHA-256")) {
                    sha256 = Optional.of(hash.text("content"));
                }
            }
        }
        return new Component(fields.text("name"), fields.text("version"), sha256);
    }

    private static Optional<String> property(JsonFields component, String name) throws JsonException {
        if (component.has("properties")) {
            for (JsonFields property : component.objects("properties")) {
                if (property.text("name").equals(name)) {
                    return Optional.of(property.text("value"));
                }
            }
        }
        return Optional.empty();
    }
}
