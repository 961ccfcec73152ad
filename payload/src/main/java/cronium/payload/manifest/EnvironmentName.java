package cronium.payload.manifest;

import java.util.Optional;

/** Which names an environment variable of a script may have: {@code [A-Za-z_][A-Za-z0-9_]*}, outside {@code CRONIUM_}. */
public final class EnvironmentName {
    /** The runner's own variables begin with it; nothing else may set one. */
    public static final String RESERVED_PREFIX = "CRONIUM_";

    private EnvironmentName() {}

    /** Whether a manifest or an operator may set a variable of that name. */
    public static boolean isAllowed(String name) {
        return isPortable(name) && !name.startsWith(RESERVED_PREFIX);
    }

    /** Why that name cannot be set, with expected and found; empty if it can. */
    public static Optional<String> fault(String name) {
        if (isAllowed(name)) {
            return Optional.empty();
        }
        return Optional.of(
                isPortable(name)
                        ? "names that begin with " + RESERVED_PREFIX + " are reserved for the runner, found "
                                + Excerpt.quoted(name)
                        : "expected a name of letters, digits and '_' that does not begin with a digit, found "
                                + Excerpt.quoted(name));
    }

    /** POSIX, "Environment Variables": other names cannot be set or read by every shell. */
    private static boolean isPortable(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_' && !Ascii.isLetter(c) && (i == 0 || !Ascii.isDigit(c))) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
