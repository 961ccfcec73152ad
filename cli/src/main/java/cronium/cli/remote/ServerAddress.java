package cronium.cli.remote;

import cronium.payload.manifest.Excerpt;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a server is: {@code http://127.0.0.1:2766}, with a path in front of its own where a proxy has one.
 *
 * @param base without a slash at its end
 */
public record ServerAddress(URI base) {
    /** Where a server listens unless it is told otherwise. */
    public static final String STANDARD = "http://127.0.0.1:2766";

    /** @throws IllegalArgumentException for what {@link #parse} refuses */
    public ServerAddress {
        String scheme = base.getScheme();
        boolean web = "http".equals(scheme) || "https".equals(scheme);
        if (!web
                || base.getHost() == null
                || base.getRawUserInfo() != null
                || base.getRawQuery() != null
                || base.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "expected an address such as " + STANDARD + ", found " + Excerpt.quoted(base.toString()));
        }
    }

    /**
     * Reads an address.
     *
     * @param source what gave it, for the message
     * @throws ConnectionException if it is none
     */
    public static ServerAddress parse(String text, String source) throws ConnectionException {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        try {
            return new ServerAddress(new URI(text.substring(0, end)));
        } catch (URISyntaxException e) {
            throw new ConnectionException(
                    source + ": expected an address such as " + STANDARD + ", found " + Excerpt.quoted(text), e);
        } catch (IllegalArgumentException e) {
            throw new ConnectionException(source + ": " + e.getMessage(), e);
        }
    }

    URI resolve(ApiPath path) {
        return URI.create(base + path.text());
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
