package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads result files, and holds each of them against the schema that the documentation has. */
final class ResultSchema {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Schema SCHEMA = read();

    private ResultSchema() {}

    private static Schema read() {
        Path file = Image.checkout().resolve("docs/result.schema.json");
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError("expected " + file + " to be readable, found " + e, e);
        }
    }

    static JsonNode read(Path resultFile) throws IOException {
        String text = Files.readString(resultFile, StandardCharsets.UTF_8);
        assertThat(SCHEMA.validate(text, InputFormat.JSON))
                .as("faults of " + text)
                .isEmpty();
        return json(text);
    }

    static JsonNode json(String text) {
        return MAPPER.readTree(text);
    }
}
