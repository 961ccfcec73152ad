package cronium.runner.secrets;

import cronium.payload.manifest.EnvironmentName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code NAME=VALUE} entries. If there is a NUL anywhere, each entry ends with one, so that a value may have any other
 * byte; else each is a line. A name that is wrong is not shown: it may be a piece of a value that was cut.
 */
final class SecretsParser {
    static final int MOST_SECRETS = 1_000;
    /** The most bytes that a file's name can have. */
    static final int MOST_NAME_BYTES = 255;

    private final SecretsSource source;
    private final List<Secret> secrets = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private SecretsParser(SecretsSource source) {
        this.source = source;
    }

    /** @param bytes of which those in front of {@code length} count; the caller wipes them */
    static List<Secret> parse(byte[] bytes, int length, SecretsSource source) throws SecretsException {
        SecretsParser parser = new SecretsParser(source);
        try {
            parser.entries(bytes, length);
            return List.copyOf(parser.secrets);
        } catch (SecretsException e) {
            parser.secrets.forEach(Secret::wipe);
            throw e;
        }
    }

    private void entries(byte[] bytes, int length) throws SecretsException {
        boolean lines = indexOf(bytes, 0, length, '\0') == length;
        int number = 0;
        for (int from = 0; from < length; ) {
            int end = indexOf(bytes, from, length, lines ? '\n' : '\0');
            int to = lines && end > from && bytes[end - 1] == '\r' ? end - 1 : end;
            number++;
            if (to > from) {
                entry(bytes, from, to, (lines ? "line " : "entry ") + number);
            }
            from = end + 1;
        }
    }

    private void entry(byte[] bytes, int from, int to, String where) throws SecretsException {
        int equals = indexOf(bytes, from, to, '=');
        if (equals == to) {
            throw fault(where + ": expected NAME=VALUE, found no '='");
        }
        String name = new String(bytes, from, equals - from, StandardCharsets.ISO_8859_1);
        if (EnvironmentName.fault(name).isPresent()) {
            throw fault(
                    name.startsWith(EnvironmentName.RESERVED_PREFIX)
                            ? where + ": expected a name that does not begin with " + EnvironmentName.RESERVED_PREFIX
                                    + ", which is the runner's, found one that does"
                            : where + ": expected a name of letters, digits and '_' before '=', found something else");
        }
        if (name.length() > MOST_NAME_BYTES) {
            throw fault(where + ": expected a name of at most " + MOST_NAME_BYTES + " bytes, found " + name.length());
        }
        if (!names.add(name)) {
            throw fault("secret " + name + ": expected it once, found it again in " + where);
        }
        if (secrets.size() == MOST_SECRETS) {
            throw fault("expected at most " + MOST_SECRETS + " secrets, found more");
        }
        secrets.add(new Secret(name, Arrays.copyOfRange(bytes, equals + 1, to)));
    }

    private SecretsException fault(String what) {
        return new SecretsException("secrets from " + source + ": " + what);
    }

    /** The first of that byte in the range, or its end. */
    private static int indexOf(byte[] bytes, int from, int to, char wanted) {
        int at = from;
        while (at < to && bytes[at] != wanted) {
            at++;
        }
        return at;
    }
}
