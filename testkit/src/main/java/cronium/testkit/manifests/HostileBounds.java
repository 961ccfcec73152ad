package cronium.testkit.manifests;

import java.util.List;

/** Manifests that would cost memory, stack or time. */
final class HostileBounds {
    private static final String TOO_COMPLEX = "manifest.too-complex";
    private static final String INVALID = "manifest.invalid";

    private HostileBounds() {}

    static List<HostileManifest> all() {
        return List.of(
                HostileManifest.of(
                        "a-byte-too-large",
                        ValidManifest.SHORTEST + "#".repeat((1 << 18) + 1 - ValidManifest.SHORTEST.length()),
                        "manifest.too-large",
                        "expected at most 262144 bytes, found 262145"),
                HostileManifest.of(
                        "deep-flow-lists", inputData("[".repeat(100_000)), TOO_COMPLEX, "nested at most 32 deep"),
                HostileManifest.of(
                        "deep-flow-mappings", inputData("{a: ".repeat(50_000)), TOO_COMPLEX, "nested at most 32 deep"),
                HostileManifest.of("deep-block-lists", block("- ".repeat(100_000)), TOO_COMPLEX, "32 deep"),
                HostileManifest.of("deep-key", block("? ".repeat(100_000)), TOO_COMPLEX, "32 deep"),
                HostileManifest.of("deep-by-aliases", deepByAliases(), TOO_COMPLEX, "nested at most 32 deep"),
                HostileManifest.of("billion-laughs", laughs(), TOO_COMPLEX, "65536 values with aliases unfolded"),
                HostileManifest.of("quadratic-blowup", blowup(), TOO_COMPLEX, "characters with aliases unfolded"),
                HostileManifest.of(
                        "too-many-aliases",
                        inputData("[&a x" + ", *a".repeat(257) + "]"),
                        TOO_COMPLEX,
                        "at most 256 aliases"),
                HostileManifest.of(
                        "too-many-values", inputData("[" + "1,".repeat(70_000) + "]"), TOO_COMPLEX, "65536 values"),
                HostileManifest.of(
                        "list-that-contains-itself", inputData("&a [*a]"), TOO_COMPLEX, "4:27: found a value that"),
                HostileManifest.of(
                        "mapping-that-contains-itself", inputData("&a {b: {c: *a}}"), TOO_COMPLEX, "contains itself"),
                HostileManifest.of("key-that-contains-itself", inputData("&a {? *a : b}"), TOO_COMPLEX, "itself"),
                HostileManifest.of(
                        "root-that-contains-itself",
                        "&a\n" + ValidManifest.SHORTEST + "metadata: *a\n",
                        TOO_COMPLEX,
                        "5:11: found a value that contains itself"),
                HostileManifest.of("thousand-unknown-keys", unknownKeys(), INVALID, "… and 900 more"),
                HostileManifest.of(
                        "value-of-128-kib",
                        ValidManifest.SHORTEST + "environment: {A: " + "x".repeat(131_072) + "}\n",
                        INVALID,
                        "environment.A: expected at most 131072 bytes"),
                HostileManifest.of(
                        "environment-of-a-mebibyte",
                        largeByAliases("environment", true),
                        INVALID,
                        "1048576 bytes together"),
                HostileManifest.of(
                        "arguments-of-a-mebibyte",
                        largeByAliases("arguments", false),
                        INVALID,
                        "524288 bytes together"));
    }

    private static String inputData(String value) {
        return ValidManifest.SHORTEST + "metadata: {inputData: " + value;
    }

    private static String block(String value) {
        return ValidManifest.SHORTEST + "metadata:\n  inputData:\n    " + value;
    }

    private static String deepByAliases() {
        String tenDeep = "[".repeat(10);
        StringBuilder text = new StringBuilder("[&a0 " + tenDeep + "]".repeat(10));
        for (int i = 1; i < 4; i++) {
            text.append(", &a")
                    .append(i)
                    .append(' ')
                    .append(tenDeep)
                    .append("*a")
                    .append(i - 1)
                    .append("]".repeat(10));
        }
        return inputData(text + "]}");
    }

    private static String laughs() {
        StringBuilder text = new StringBuilder("[&a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]");
        for (int i = 1; i < 10; i++) {
            text.append(", &a").append(i).append(" [*a").append(i - 1);
            text.append((", *a" + (i - 1)).repeat(8)).append(']');
        }
        return inputData(text + "]}");
    }

    private static String blowup() {
        return inputData("[&a " + "x".repeat(100_000) + ", *a".repeat(100) + "]}");
    }

    private static String unknownKeys() {
        StringBuilder text = new StringBuilder(ValidManifest.SHORTEST);
        for (int i = 0; i < 1000; i++) {
            text.append("key").append(i).append(": a\n");
        }
        return text.toString();
    }

    private static String largeByAliases(String key, boolean named) {
        StringBuilder text =
                new StringBuilder(ValidManifest.SHORTEST).append(key).append(":\n");
        for (int i = 0; i < 12; i++) {
            text.append("  ").append(named ? "V" + i + ": " : "- ");
            text.append(i == 0 ? "&v " + "x".repeat(100_000) : "*v").append('\n');
        }
        return text.toString();
    }
}
