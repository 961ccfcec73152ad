package cronium.server.secrets;

import cronium.payload.manifest.EnvironmentName;
import java.util.Optional;

/** What a secret is called: the environment variable that a script finds it in. */
public record SecretName(String text) {
    public static final int MAX_LENGTH = 100;

    /** @throws IllegalArgumentException with {@link #fault}'s sentence */
    public SecretName {
        Optional<String> fault = fault(text);
        if (fault.isPresent()) {
            throw new IllegalArgumentException(fault.get());
        }
    }

    /** Why the text is no such name, with expected and found; empty if it is one. */
    public static Optional<String> fault(String text) {
        return text.length() > MAX_LENGTH
                ? Optional.of("expected at most " + MAX_LENGTH + " characters, found " + text.length())
                : EnvironmentName.fault(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
