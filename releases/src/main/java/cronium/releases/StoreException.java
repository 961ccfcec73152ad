package cronium.releases;

import java.io.IOException;
import java.util.Objects;

/** The store cannot do what it was asked; the message names the thing, what was expected and what was found. */
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1;

    public StoreException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
