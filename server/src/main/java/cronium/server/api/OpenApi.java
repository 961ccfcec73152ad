package cronium.server.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The document that describes this API. */
public final class OpenApi {
    private static final String RESOURCE = "openapi.yaml";

    private OpenApi() {}

    /** OpenAPI 3.1 in YAML, UTF-8. */
    public static byte[] document() throws IOException {
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return in.readAllBytes();
        }
    }
}
