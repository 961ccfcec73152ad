package cronium.releases;

import cronium.payload.signing.Json;
import cronium.payload.signing.Json.JsonException;
import cronium.payload.signing.JsonFields;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a provenance statement (in-toto v1, SLSA v1) says that can be held against the files.
 *
 * @param subjects digests in hexadecimal digits, by name
 */
record Statement(SortedMap<String, String> subjects, String platform, String version, String builder) {
    private static final String TYPE = "https://in-toto.io/Statement/v1";
    private static final String PREDICATE = "https://slsa.dev/provenance/v1";
    private static final String BUILD = "urn:cronium:build-runner:v1";

    static Statement parse(byte[] content) throws JsonException {
        JsonFields root = Json.object(content);
        expect(root, "_type", TYPE);
        expect(root, "predicateType", PREDICATE);
        JsonFields definition = root.object("predicate").object("buildDefinition");
        expect(definition, "buildType", BUILD);
        SortedMap<String, String> subjects = new TreeMap<>();
        for (JsonFields subject : root.objects("subject")) {
            if (subjects.put(subject.text("name"), subject.object("digest").text("sha256")) != null) {
                throw new JsonException("two subjects " + subject.text("name"));
            }
        }
        JsonFields parameters = definition.object("externalParameters");
        String builder =
                root.object("predicate").object("runDetails").object("builder").text("id");
        return new Statement(subjects, parameters.text("platform"), parameters.text("version"), builder);
    }

    private static void expect(JsonFields fields, String name, String expected) throws JsonException {
        if (!fields.text(name).equals(expected)) {
            throw new JsonException("another " + name + " than " + expected);
        }
    }
}
