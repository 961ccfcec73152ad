package cronium.payload.signing;

import cronium.payload.manifest.Excerpt;
import java.util.Optional;

/** The name of a host as it calls itself (gethostname(2)): letters, digits, {@code . _ -}, at most 253. */
final class HostName {
    private static final int MAX_LENGTH = 253;

    private HostName() {}

    static Optional<String> fault(String name) {
        boolean suitable = !name.isEmpty() && name.length() <= MAX_LENGTH;
        for (int i = 0; suitable && i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            suitable = letter || (c >= '0' && c <= '9') || "._-".indexOf(c) >= 0;
        }
        return suitable
                ? Optional.empty()
                : Optional.of("expected a host's name of at most " + MAX_LENGTH
                        + " letters, digits, '.', '_' and '-', found " + Excerpt.quoted(name));
    }
}
