package cronium.releases;

import cronium.payload.manifest.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A version as a list of the store shows it, by the names of its files alone.
 *
 * @param platforms those that there is a runner for, sorted
 * @param latest whether {@code latest} names it
 */
public record ListedVersion(Version version, List<String> platforms, boolean latest) {
    public ListedVersion {
        platforms = List.copyOf(platforms);
    }

    /** The highest first. */
    public static List<ListedVersion> of(RunnerStore store) throws IOException {
        Optional<Version> latest = store.latest();
        List<ListedVersion> listed = new ArrayList<>();
        for (Version version : store.versions()) {
            List<String> platforms = new VersionFolder(store.folder(version), new Findings())
                    .names().stream()
                            .filter(FileNames::isRunner)
                            .map(FileNames::platform)
                            .toList();
            listed.add(new ListedVersion(
                    version, platforms, latest.filter(version::equals).isPresent()));
        }
        return List.copyOf(listed);
    }

    /** For a person. */
    public String line() {
        return version + "  " + String.join(", ", platforms) + (latest ? "  latest" : "");
    }

    public JsonValue json() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("version", new JsonValue.Text(version.text()));
        fields.put("latest", new JsonValue.Bool(latest));
        fields.put(
                "platforms",
                new JsonValue.Items(
                        platforms.stream().<JsonValue>map(JsonValue.Text::new).toList()));
        return new JsonValue.Fields(fields);
    }
}
