package cronium.runner.secrets;

import java.io.IOException;

/** Secrets that cannot be taken. The message names the source and the secret, never a value. */
public final class SecretsException extends IOException {
    public SecretsException(String message) {
        super(message);
    }
}
