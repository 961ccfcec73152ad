package cronium.server.execute;

import java.io.IOException;
import java.util.List;

/** Where a script's secrets come from. */
@FunctionalInterface
public interface SecretSource {
    /** A script names a secret that is not there. */
    final class MissingException extends Exception {
        public MissingException(String name) {
            super("secret " + name + ": expected a value, found none; set it with cronium secret set " + name);
        }
    }

    /**
     * The values, as a runner reads them: {@code NAME=VALUE}, each with a NUL after it.
     *
     * @throws MissingException naming the first that is not there
     */
    byte[] read(List<String> names) throws IOException, MissingException;
}
