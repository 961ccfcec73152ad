package cronium.cli.remote;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A path of the interface with its query; names and values are encoded.
 *
 * @param text from the slash on
 */
public record ApiPath(String text) {

    /** {@code /api/v1/} and these parts. */
    public static ApiPath of(String... parts) {
        StringBuilder path = new StringBuilder("/api/v1");
        for (String part : parts) {
            path.append('/').append(encoded(part));
        }
        return new ApiPath(path.toString());
    }

    /** The same with one more parameter. */
    public ApiPath with(String parameter, String value) {
        return new ApiPath(text + (text.indexOf('?') < 0 ? "?" : "&") + encoded(parameter) + "=" + encoded(value));
    }

    /** The same, with one more parameter if there is a value. */
    public ApiPath with(String parameter, Optional<String> value) {
        return value.map(present -> with(parameter, present)).orElse(this);
    }

    /** A dot by itself would be taken for a step in the path. */
    private static String encoded(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        return encoded.equals(".") || encoded.equals("..") ? encoded.replace(".", "%2E") : encoded;
    }
}
