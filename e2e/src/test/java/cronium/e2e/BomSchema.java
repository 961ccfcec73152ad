package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Holds SBOMs against the JSON schema that CycloneDX publishes. */
final class BomSchema {
    private static final String PLACE = "http://cyclonedx.org/schema/";
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_7,
                    builder -> builder.schemas(Map.of(
                            PLACE + "spdx.schema.json", text("spdx.schema.json"),
                            PLACE + "jsf-0.82.schema.json", text("jsf-0.82.schema.json"))))
            .getSchema(text("bom-1.6.schema.json"));

    private BomSchema() {}

    static void check(Path sbom) throws IOException {
        String text = Files.readString(sbom, StandardCharsets.UTF_8);
        assertThat(SCHEMA.validate(text, InputFormat.JSON))
                .as("faults of " + text)
                .isEmpty();
        // A schema that takes everything would be no check.
        assertThat(SCHEMA.validate(text.replace("\"SHA-256\"", "\"SHA-255\""), InputFormat.JSON))
                .isNotEmpty();
    }

    /** From the jar of cyclonedx-core-java. */
    private static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(
                BomSchema.class.getResourceAsStream("/" + resource), "expected " + resource + ", found none")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("expected " + resource + " to be readable, found " + e, e);
        }
    }
}
