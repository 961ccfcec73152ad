package cronium.dispatch.ssh;

import java.util.Locale;

/** The names of an entry in known_hosts, which may be patterns, {@code sshd(8)}: the library takes them for names. */
final class HostPatterns {
    private HostPatterns() {}

    /** Whether one of the patterns fits and none of those with a {@code !} does. */
    static boolean match(String patterns, String name) {
        boolean found = false;
        for (String pattern : patterns.split(",", -1)) {
            boolean negated = pattern.startsWith("!");
            if (matches(negated ? pattern.substring(1) : pattern, name)) {
                if (negated) {
                    return false;
                }
                found = true;
            }
        }
        return found;
    }

    /** {@code *} is any text and {@code ?} one character; goes back to the last star only, so its time is bounded. */
    private static boolean matches(String mixedPattern, String mixedName) {
        String pattern = mixedPattern.toLowerCase(Locale.ROOT);
        String name = mixedName.toLowerCase(Locale.ROOT);
        int at = 0;
        int star = -1;
        int starred = 0;
        int i = 0;
        while (i < name.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                starred = i;
            } else if (at < pattern.length() && (pattern.charAt(at) == '?' || pattern.charAt(at) == name.charAt(i))) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++starred;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
