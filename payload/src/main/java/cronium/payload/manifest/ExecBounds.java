package cronium.payload.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How large arguments and environment may be, so that {@code execve(2)} does not fail with {@code E2BIG}. Values are never
 * repeated in a fault: they may be confidential.
 */
public final class ExecBounds {
    /** Linux {@code MAX_ARG_STRLEN}: one argument, or one {@code NAME=value}, with its closing NUL. */
    public static final int MAX_STRING_BYTES = 131_072;

    /** The manifest's environment as a whole, each string with its NUL and pointer; {@code ARG_MAX} is 2 MiB as a rule. */
    public static final int MAX_ENVIRONMENT_BYTES = 1 << 20;

    /** The arguments as a whole, counted likewise. */
    public static final int MAX_ARGUMENTS_BYTES = 1 << 19;

    private static final int POINTER = 8;

    private ExecBounds() {}

    /** Why one variable cannot be handed over; empty if it can. The name is not checked. */
    public static Optional<String> variableFault(String name, String value) {
        return stringFault(value, variableBytes(name, value));
    }

    /** Why the variables are too large together; empty if they are not. */
    public static Optional<String> environmentFault(Map<String, String> environment) {
        long total = 0;
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            total += variableBytes(variable.getKey(), variable.getValue()) + POINTER;
        }
        return totalFault(total, MAX_ENVIRONMENT_BYTES);
    }

    /** Why one argument cannot be handed over; empty if it can. */
    public static Optional<String> argumentFault(String argument) {
        return stringFault(argument, Utf8.length(argument) + 1L);
    }

    /** Why the arguments are too large together; empty if they are not. */
    public static Optional<String> argumentsFault(List<String> arguments) {
        long total = 0;
        for (String argument : arguments) {
            total += Utf8.length(argument) + 1L + POINTER;
        }
        return totalFault(total, MAX_ARGUMENTS_BYTES);
    }

    private static long variableBytes(String name, String value) {
        return Utf8.length(name) + 1L + Utf8.length(value) + 1L;
    }

    private static Optional<String> stringFault(String text, long bytes) {
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            return Optional.of("expected text without NUL, found NUL at character " + (nul + 1));
        }
        return bytes > MAX_STRING_BYTES
                ? Optional.of("expected at most " + MAX_STRING_BYTES + " bytes with its name and NUL, found " + bytes)
                : Optional.empty();
    }

    private static Optional<String> totalFault(long bytes, int most) {
        return bytes > most
                ? Optional.of("expected at most " + most + " bytes together, found " + bytes)
                : Optional.empty();
    }
}
