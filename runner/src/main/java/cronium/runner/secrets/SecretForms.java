package cronium.runner.secrets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The forms in which a secret is looked for: as it is, in URLs, in JSON, in base64 and in hexadecimal. The lines of a secret
 * with several are looked for alone too, since programs show lines. Each form is a pattern for the output's mask.
 */
public final class SecretForms {
    /** Shorter secrets stand in every other word. */
    public static final int LEAST_BYTES = 4;
    /** Of a line that is looked for alone: a closing brace or {@code EOF} is no secret. */
    static final int LEAST_LINE_BYTES = 8;

    private SecretForms() {}

    /** Whether a secret is long enough to be masked. */
    public static boolean isMasked(Secret secret) {
        return secret.value().length >= LEAST_BYTES;
    }

    /** All forms of a secret, none shorter than four bytes; empty if it is not masked. */
    public static List<byte[]> of(Secret secret) {
        // ISO 8859-1, so that each character is a byte: two byte arrays are never equal, and duplicates are many.
        String value = new String(secret.value(), StandardCharsets.ISO_8859_1);
        Set<String> forms = new LinkedHashSet<>();
        add(value, LEAST_BYTES, forms);
        String core = withoutLineEnd(value);
        add(core, LEAST_BYTES, forms);
        if (core.indexOf('\n') >= 0) {
            core.lines().forEach(line -> add(line, LEAST_LINE_BYTES, forms));
        }
        List<byte[]> patterns = new ArrayList<>();
        for (String form : forms) {
            patterns.add(form.getBytes(StandardCharsets.ISO_8859_1));
        }
        return patterns;
    }

    private static String withoutLineEnd(String value) {
        int end = value.length();
        while (end > 0 && (value.charAt(end - 1) == '\n' || value.charAt(end - 1) == '\r')) {
            end--;
        }
        return value.substring(0, end);
    }

    private static void add(String value, int least, Set<String> forms) {
        if (value.length() < least || !forms.add(value)) {
            return;
        }
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        Escapes.url(bytes, forms);
        new Secret("", bytes).text().ifPresent(text -> Escapes.json(text, forms));
        Base64Form.all(bytes, forms);
        forms.add(HexFormat.of().formatHex(bytes));
        forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
    }
}
