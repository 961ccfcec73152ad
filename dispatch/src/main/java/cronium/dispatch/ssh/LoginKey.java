package cronium.dispatch.ssh;

import java.nio.file.Path;

/** Where a private key to log in with is. It is read when a connection is made, and is in memory until that is logged in. */
public sealed interface LoginKey {
    /**
     * As ssh-keygen makes them; a certificate may stand beside it, as {@code FILE-cert.pub}. A public key stands for that key of the
     * agent.
     */
    record InFile(Path file) implements LoginKey {
        @Override
        public String toString() {
            return file.toString();
        }
    }

    /** In the store of secrets, as in a file; a certificate, if there is one, is on the lines after it. */
    record Stored(String name) implements LoginKey {
        @Override
        public String toString() {
            return "the secret " + name;
        }
    }
}
