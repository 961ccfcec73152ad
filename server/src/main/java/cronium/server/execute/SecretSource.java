package cronium.server.execute;

import java.io.IOException;
import java.util.List;

/** Where a script's secrets come from. */
@FunctionalInterface
public interface SecretSource {
    /** A script names a secret that is not there for it. */
    final class MissingException extends Exception {
        public MissingException(String name) {
            this(name, "expected a value, found none; set it with cronium secret set " + name);
        }

        private MissingException(String name, String message) {
            super("secret " + name + ": " + message);
        }

        /** It is there, and not for scripts. */
        public static MissingException withheld(String name) {
            return new MissingException(
                    name,
                    "expected one for scripts, found one that hosts are logged in on with; set another for the script");
        }
    }

    /**
     * The values, as a runner reads them: {@code NAME=VALUE}, each with a NUL after it.
     *
     * @throws MissingException naming the first that is not there
     */
    byte[] read(List<String> names) throws IOException, MissingException;
}
