package cronium.testkit.manifests;

import java.util.List;

/** Defects of the top level: version, interpreter, entrypoint, arguments, environment, and keys as such. */
final class HostileKeys {
    private static final String INVALID = "manifest.invalid";

    private HostileKeys() {}

    static List<HostileManifest> all() {
        return List.of(
                with("misspelled-key", "enviroment: {}", "4:1: unknown key 'enviroment'; did you mean 'environment'?"),
                with("key-in-capitals", "LIMITS: {}", "did you mean 'limits'?"),
                with("unheard-of-key", "postscript: {}", "4:1: unknown key 'postscript'"),
                with("unknown-key-with-escapes", "\"\\e[2J\\u202e\": a", "unknown key '\\u{1b}[2J\\u{202e}'"),
                with("very-long-unknown-key", "? " + "k".repeat(5000) + "\n: a", "k".repeat(80) + "…'"),
                with("duplicate-key", "entrypoint: other.sh", "4:1: duplicate key 'entrypoint', first on line 3"),
                with("duplicate-key-quoted", "\"version\": v1", "duplicate key 'version', first on line 1"),
                of("no-version", "interpreter: bash\nentrypoint: a\n", "1:1: version: expected v1, found nothing"),
                of("version-2", manifest("v2", "bash", "a"), "1:10: version: expected v1, found 'v2'"),
                of("version-in-capitals", manifest("V1", "bash", "a"), "expected v1, found 'V1'"),
                of("version-number", manifest("1", "bash", "a"), "expected v1, found '1'"),
                of("version-list", manifest("[v1]", "bash", "a"), "version: expected text, found a list"),
                of("no-interpreter", "version: v1\nentrypoint: a\n", "interpreter: expected one of bash, python, node"),
                of("misspelled-interpreter", manifest("v1", "pyhton", "a"), "did you mean 'python'?"),
                of("interpreter-path", manifest("v1", "/bin/bash", "a"), "2:14: interpreter: expected one of"),
                of("no-entrypoint", "version: v1\ninterpreter: bash\n", "entrypoint: expected the script's path"),
                of("empty-entrypoint", manifest("v1", "bash", "''"), "entrypoint: expected a path relative"),
                of("absolute-entrypoint", manifest("v1", "bash", "/bin/sh"), "found the absolute path '/bin/sh'"),
                of("entrypoint-that-climbs", manifest("v1", "bash", "a/../../b"), "found '..' in 'a/../../b'"),
                of("entrypoint-of-two-dots", manifest("v1", "bash", ".."), "found '..' in '..'"),
                of("entrypoint-with-nul", manifest("v1", "bash", "\"a\\0b\""), "found a NUL in 'a\\u{0}b'"),
                of("entrypoint-directory", manifest("v1", "bash", "bin/"), "expected a file, found the directory"),
                of("entrypoint-of-the-root", manifest("v1", "bash", "./."), "expected a file, found the directory"),
                of("entrypoint-too-long", manifest("v1", "bash", "é".repeat(2049)), "at most 4096 bytes, found 4098"),
                of("entrypoint-mapping", manifest("v1", "bash", "{a: b}"), "expected text, found keys and values"),
                with("arguments-as-text", "arguments: --all", "4:12: arguments: expected a list, found text"),
                with("argument-list-in-list", "arguments: [a, [b]]", "4:16: arguments[1]: expected text, found a list"),
                with("argument-with-nul", "arguments: [\"\\0\"]", "arguments[0]: expected text without NUL"),
                with(
                        "environment-as-list",
                        "environment: [A=b]",
                        "environment: expected keys and values, found a list"),
                with("environment-value-list", "environment: {A: [b]}", "environment.A: expected text, found a list"),
                with("environment-value-with-nul", "environment: {A: \"x\\0\"}", "found NUL at character 2"),
                with("environment-name-with-equals", "environment: {A=B: c}", "4:15: environment: expected a name"),
                with("environment-name-with-digit-first", "environment: {1A: c}", "found '1A'"),
                with("environment-name-empty", "environment: {'': c}", "environment: expected a name of letters"),
                with("environment-name-not-ascii", "environment: {Ä: c}", "found 'Ä'"),
                with("shell-function-in-name", "environment: {'BASH_FUNC_x%%': '() { :; }'}", "BASH_FUNC_x%%"),
                with("reserved-environment-name", "environment: {CRONIUM_JOB_ID: x}", "are reserved for the runner"));
    }

    private static HostileManifest with(String defect, String line, String says) {
        return of(defect, ValidManifest.SHORTEST + line + "\n", says);
    }

    private static HostileManifest of(String defect, String content, String says) {
        return HostileManifest.of(defect, content, INVALID, says);
    }

    private static String manifest(String version, String interpreter, String entrypoint) {
        return "version: " + version + "\ninterpreter: " + interpreter + "\nentrypoint: " + entrypoint + "\n";
    }
}
