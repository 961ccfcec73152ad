package cronium.runner.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code docs/result.schema.json}, as a program would use it. */
public final class ResultSchema {
    private ResultSchema() {}

    /** Where the schema stands. */
    public static Path file() {
        return Path.of(System.getProperty("cronium.root", ".."), "docs", "result.schema.json");
    }

    /** Asserts that this is a result, all of it and nothing else. */
    public static void assertValid(String json) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(file()), InputFormat.JSON);
        assertThat(schema.validate(json, InputFormat.JSON)).as(json).isEmpty();
    }
}
