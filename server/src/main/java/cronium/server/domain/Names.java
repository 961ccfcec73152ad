package cronium.server.domain;

import cronium.payload.manifest.Excerpt;
import java.util.Optional;

/** The one grammar of names that stand in addresses and file names: {@code [a-z0-9][a-z0-9._-]*}. */
final class Names {
    private Names() {}

    /** Why the text is no such name, with expected and found; empty if it is one. */
    static Optional<String> fault(String text, int maxLength) {
        if (text.isEmpty() || text.length() > maxLength) {
            return Optional.of("expected 1 to " + maxLength + " characters, found " + text.length());
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!plain && (i == 0 || (c != '.' && c != '_' && c != '-'))) {
                return Optional.of("expected a lower-case letter or digit, then those, '.', '_' or '-', found "
                        + Excerpt.quoted(text));
            }
        }
        return Optional.empty();
    }

    static void check(String text, int maxLength) {
        Optional<String> fault = fault(text, maxLength);
        if (fault.isPresent()) {
            throw new IllegalArgumentException(fault.get());
        }
    }
}
