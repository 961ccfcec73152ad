package cronium.server.api;

import cronium.payload.manifest.Excerpt;
import cronium.payload.manifest.NearestName;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Why a text is not of its kind; empty if it is. */
final class Texts {
    static final List<String> PLATFORMS = List.of("linux/amd64", "linux/arm64");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private Texts() {}

    static Optional<String> line(String text) {
        return text.isBlank() || text.chars().anyMatch(Character::isISOControl)
                ? Optional.of("expected text without control characters, found " + Excerpt.quoted(text))
                : Optional.empty();
    }

    static Optional<String> sha256(String text) {
        return SHA256.matcher(text).matches()
                ? Optional.empty()
                : Optional.of("expected 64 hexadecimal digits in lower case, found " + Excerpt.quoted(text));
    }

    static Optional<String> base64(String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0
                    ? Optional.empty()
                    : Optional.of("expected base64 of something, found nothing");
        } catch (IllegalArgumentException e) {
            return Optional.of("expected base64 (RFC 4648, section 4), found something else");
        }
    }

    static Function<String, Optional<String>> oneOf(List<String> names) {
        return text -> names.contains(text)
                ? Optional.empty()
                : Optional.of("expected one of " + String.join(", ", names) + ", found " + Excerpt.quoted(text)
                        + NearestName.hint(text, names));
    }
}
