package cronium.payload.manifest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a payload asks to be run: manifest v1, checked. Immutable, so safe to share between threads.
 *
 * @param interpreter what runs the entrypoint
 * @param entrypoint path of the script inside the payload: relative, normalised ({@code ./a//b} is {@code a/b}), at most
 *     4096 bytes of UTF-8
 * @param arguments handed to the script after its own name, in order
 * @param environment the script's variables in the manifest's order; names as {@link EnvironmentName} has them, sizes as
 *     {@link ExecBounds}
 */
public record Manifest(
        Interpreter interpreter,
        String entrypoint,
        List<String> arguments,
        Map<String, String> environment,
        Metadata metadata,
        Limits limits,
        Sandbox sandbox) {

    /** The only value of {@code version} so far. */
    public static final String VERSION = "v1";

    /** @throws IllegalArgumentException if a part breaks the rules above; the message says which and how */
    public Manifest {
        refuse("entrypoint", Entrypoint.fault(entrypoint));
        entrypoint = Entrypoint.normalise(entrypoint);
        arguments = List.copyOf(arguments);
        for (String argument : arguments) {
            refuse("argument", ExecBounds.argumentFault(argument));
        }
        refuse("arguments", ExecBounds.argumentsFault(arguments));
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            refuse("environment", EnvironmentName.fault(variable.getKey()));
            refuse("environment", ExecBounds.variableFault(variable.getKey(), variable.getValue()));
        }
        refuse("environment", ExecBounds.environmentFault(environment));
    }

    private static void refuse(String part, Optional<String> fault) {
        if (fault.isPresent()) {
            throw new IllegalArgumentException(part + ": " + fault.get());
        }
    }
}
