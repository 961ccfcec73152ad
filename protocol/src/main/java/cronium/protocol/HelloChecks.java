package cronium.protocol;

import java.util.List;

/** What both hellos have in common. */
final class HelloChecks {
    private static final int MOST_VERSION = 0xffff;
    private static final int MOST_SOFTWARE = 200;

    private HelloChecks() {}

    static List<String> checked(int major, int minor, String software, List<String> capabilities) {
        Checks.that(major >= 0 && major <= MOST_VERSION, "a major version from 0 to 65535", major);
        Checks.that(minor >= 0 && minor <= MOST_VERSION, "a minor version from 0 to 65535", minor);
        Checks.that(
                software.length() <= MOST_SOFTWARE,
                "a software of at most " + MOST_SOFTWARE + " characters",
                software.length() + " characters");
        Checks.elements("capabilities", capabilities);
        capabilities.forEach(capability -> Checks.word("a capability", capability));
        return List.copyOf(capabilities);
    }
}
