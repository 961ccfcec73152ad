package cronium.runner;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.payload.manifest.Manifest;
import cronium.payload.manifest.ManifestParser;
import cronium.runner.plan.LaunchPlan;
import cronium.runner.plan.LaunchPlanner;
import cronium.testkit.documents.Document;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/payload-format.md} names the variables of a script, all of them and no others. */
class ScriptEnvironmentDocsTest {
    private static final String MANIFEST = """
            version: v1
            interpreter: bash
            entrypoint: script.sh
            environment: {OF_MANIFEST: x}
            metadata: {jobId: job, eventId: event, eventVersion: 1, executionId: execution}
            """;

    @TempDir
    private Path payload;

    @Test
    void aScriptGetsWhatIsDocumented() throws Exception {
        List<String> documented = Document.read("docs/payload-format.md").rowsUnder("What a script gets").stream()
                .flatMap(row -> row.codes(0))
                .filter(code -> code.matches("[A-Z_*]+"))
                .map(code -> code.replace("*", "TIME"))
                .toList();
        Map<String, String> caller = new HashMap<>();
        documented.forEach(name -> caller.put(name, "of the caller"));
        caller.put("SECRET", "of the caller");
        Files.createFile(payload.resolve("script.sh"));
        Manifest manifest = ManifestParser.parse(MANIFEST.getBytes(StandardCharsets.UTF_8), "manifest.yaml");

        // Where secrets are files, the runner adds this one itself.
        Map<String, String> given = Map.of("GIVEN", "x", "CRONIUM_SECRETS_DIR", "/secrets");
        LaunchPlan plan = new LaunchPlanner(caller, given, Optional.of(Path.of("/bin/bash")))
                .plan(manifest, "execution", payload, payload);

        Set<String> names = new HashSet<>(plan.environment().keySet());
        assertThat(names.removeAll(Set.of("OF_MANIFEST", "GIVEN"))).isTrue();
        assertThat(names).containsExactlyInAnyOrderElementsOf(documented);
        assertThat(documented)
                .filteredOn(name -> name.startsWith("CRONIUM_") || name.equals("TMPDIR"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(plan.environment()).doesNotContainEntry(name, "of the caller"));
    }
}
