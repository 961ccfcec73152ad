package cronium.releases;

import cronium.payload.manifest.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the check of a version found.
 *
 * @param platforms those that the version has a runner for
 * @param signers the names of the keys that made its signatures
 * @param findings what is wrong, in the order of checking; empty if nothing is
 */
public record ReleaseReport(Version version, List<String> platforms, List<String> signers, List<Finding> findings) {
    public ReleaseReport {
        platforms = List.copyOf(platforms);
        signers = List.copyOf(signers);
        findings = List.copyOf(findings);
    }

    public boolean isSound() {
        return findings.isEmpty();
    }

    public JsonValue json() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("version", new JsonValue.Text(version.text()));
        fields.put("sound", new JsonValue.Bool(isSound()));
        fields.put("platforms", texts(platforms));
        fields.put("signers", texts(signers));
        fields.put(
                "findings",
                new JsonValue.Items(findings.stream().map(Finding::json).toList()));
        return new JsonValue.Fields(fields);
    }

    private static JsonValue texts(List<String> texts) {
        return new JsonValue.Items(
                texts.stream().<JsonValue>map(JsonValue.Text::new).toList());
    }
}
