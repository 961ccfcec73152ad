package cronium.payload.manifest;

import java.util.Optional;

/** Explicit tags: those of YAML's core schema may be written, all others ask for types that a manifest does not have. */
final class YamlTags {
    private static final String PREFIX = "tag:yaml.org,2002:";
    /** YAML 1.2.2, section 6.9.1: "do not resolve", which makes a scalar text and changes no collection. */
    private static final String NON_SPECIFIC = "!";

    private YamlTags() {}

    static boolean isScalar(String tag) {
        if (tag.equals(NON_SPECIFIC)) {
            return true;
        }
        return switch (coreName(tag)) {
            case "str", "int", "float", "bool", "null", "timestamp" -> true;
            default -> false;
        };
    }

    static boolean isSequence(String tag) {
        return tag.equals(NON_SPECIFIC) || coreName(tag).equals("seq");
    }

    static boolean isMapping(String tag) {
        return tag.equals(NON_SPECIFIC) || coreName(tag).equals("map");
    }

    /** Whether a scalar is text whatever it looks like. */
    static boolean isLiteral(Optional<String> tag, boolean plain) {
        if (tag.isEmpty()) {
            return !plain;
        }
        return tag.get().equals(NON_SPECIFIC) || coreName(tag.get()).equals("str");
    }

    static String fault(String tag) {
        String core = coreName(tag);
        return "tag " + Excerpt.quoted(core.isEmpty() ? tag : "!!" + core) + " is not allowed here; remove it";
    }

    private static String coreName(String tag) {
        return tag.startsWith(PREFIX) ? tag.substring(PREFIX.length()) : "";
    }
}
