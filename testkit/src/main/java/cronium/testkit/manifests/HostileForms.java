package cronium.testkit.manifests;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Defects of bytes, encoding and YAML itself. */
final class HostileForms {
    private static final String INVALID = "manifest.invalid";
    private static final String NOT_YAML = "manifest.not-yaml";
    private static final String NOT_UTF8 = "manifest.not-utf8";

    private HostileForms() {}

    static List<HostileManifest> all() {
        List<HostileManifest> all = new ArrayList<>();
        all.addAll(encodings());
        all.addAll(syntax());
        all.addAll(tagsAndMerges());
        return all;
    }

    private static List<HostileManifest> encodings() {
        return List.of(
                HostileManifest.of(
                        "lone-continuation-byte", withByte(0x80), NOT_UTF8, "2:1: expected UTF-8, found byte 0x80"),
                HostileManifest.of("overlong-encoding-byte", withByte(0xc0), NOT_UTF8, "at offset 12"),
                HostileManifest.of("latin-1-letter", withByte(0xe9), NOT_UTF8, "found byte 0xe9"),
                HostileManifest.of("utf-16", utf16(), NOT_UTF8, "1:1: expected UTF-8, found byte 0xff at offset 0"),
                HostileManifest.of(
                        "truncated-character",
                        Arrays.copyOf("version: v1 # é".getBytes(StandardCharsets.UTF_8), 15),
                        NOT_UTF8,
                        "1:15: expected UTF-8, found byte 0xc3 at offset 14"),
                HostileManifest.of("nul-byte", withByte(0), NOT_YAML, "2:1: expected printable text, found"),
                HostileManifest.of("escape-byte", withByte(0x1b), NOT_YAML, "\\u{1b}"),
                HostileManifest.of(
                        "half-a-surrogate-pair",
                        ValidManifest.SHORTEST + "environment: {A: \"\\ud800\"}\n",
                        INVALID,
                        "4:18: expected Unicode text"));
    }

    private static List<HostileManifest> syntax() {
        return List.of(
                HostileManifest.of("empty", "", INVALID, "1:1: expected version, interpreter and entrypoint"),
                HostileManifest.of("only-a-comment", "# nothing\n", INVALID, "found nothing"),
                HostileManifest.of("only-null", "~\n", INVALID, "expected keys and values, found nothing"),
                HostileManifest.of("a-scalar", "just text", INVALID, "expected keys and values, found text"),
                HostileManifest.of("a-list", "- version: v1\n", INVALID, "expected keys and values, found a list"),
                HostileManifest.of("unclosed-bracket", ValidManifest.SHORTEST + "arguments: [a\n", NOT_YAML, "5:1: "),
                HostileManifest.of("unclosed-quote", "version: \"v1\ninterpreter: bash\n", NOT_YAML, "not YAML: "),
                HostileManifest.of("tab-indentation", "metadata:\n\tjobId: a\n", NOT_YAML, "2:1: not YAML: "),
                HostileManifest.of("two-values-on-a-line", "version: v1: v2\n", NOT_YAML, "1:12: not YAML: "),
                HostileManifest.of("unknown-escape", "version: \"\\q\"\n", NOT_YAML, "unknown escape"),
                HostileManifest.of("code-point-beyond-unicode", "version: \"\\UFFFFFFFF\"\n", NOT_YAML, "not YAML: "),
                HostileManifest.of("yaml-2", "%YAML 2.0\n---\nversion: v1\n", NOT_YAML, "not YAML: "),
                HostileManifest.of(
                        "two-documents",
                        ValidManifest.SHORTEST + "---\n" + ValidManifest.SHORTEST,
                        INVALID,
                        "4:1: expected one document, found a second one"),
                HostileManifest.of(
                        "alias-to-nothing", ValidManifest.SHORTEST + "arguments: *gone\n", NOT_YAML, "4:12: "));
    }

    private static List<HostileManifest> tagsAndMerges() {
        return List.of(
                HostileManifest.of(
                        "java-class-tag",
                        ValidManifest.SHORTEST + "metadata: {extra: {a: !!javax.script.ScriptEngineManager []}}\n",
                        INVALID,
                        "4:23: tag '!!javax.script.ScriptEngineManager' is not allowed"),
                HostileManifest.of(
                        "python-object-tag",
                        ValidManifest.SHORTEST + "metadata: {inputData: !!python/object/apply:os.system [id]}\n",
                        INVALID,
                        "tag '!!python/object/apply:os.system'"),
                HostileManifest.of(
                        "private-tag", "version: !mine v1\ninterpreter: bash\nentrypoint: a\n", INVALID, "'!mine'"),
                HostileManifest.of(
                        "environment-substitution-tag",
                        ValidManifest.SHORTEST + "environment: {A: !ENV_VARIABLE \"${HOME}\"}\n",
                        INVALID,
                        "tag '!ENV_VARIABLE'"),
                HostileManifest.of(
                        "binary-tag",
                        ValidManifest.SHORTEST + "environment: {A: !!binary aGk=}\n",
                        INVALID,
                        "!!binary"),
                HostileManifest.of(
                        "merge-key",
                        ValidManifest.SHORTEST + "metadata: &m {jobId: a}\nenvironment:\n  <<: *m\n",
                        INVALID,
                        "6:3: merge keys ('<<') are not supported"),
                HostileManifest.of(
                        "list-as-key",
                        ValidManifest.SHORTEST + "? [a]\n: b\n",
                        INVALID,
                        "4:3: expected text as a key"));
    }

    /** The shortest manifest with that byte at the beginning of line 2, offset 12. */
    private static byte[] withByte(int value) {
        byte[] shortest = ValidManifest.SHORTEST.getBytes(StandardCharsets.UTF_8);
        byte[] content = new byte[shortest.length + 1];
        System.arraycopy(shortest, 0, content, 0, 12);
        content[12] = (byte) value;
        System.arraycopy(shortest, 12, content, 13, shortest.length - 12);
        return content;
    }

    private static byte[] utf16() {
        byte[] text = ValidManifest.SHORTEST.getBytes(StandardCharsets.UTF_16LE);
        byte[] content = new byte[text.length + 2];
        content[0] = (byte) 0xff;
        content[1] = (byte) 0xfe;
        System.arraycopy(text, 0, content, 2, text.length);
        return content;
    }
}
