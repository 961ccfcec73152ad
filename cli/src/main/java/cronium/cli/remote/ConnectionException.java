package cronium.cli.remote;

import java.io.IOException;

/** There is no talking to the server: it is not there, its address or token make no sense, or it is no Cronium. */
public final class ConnectionException extends IOException {
    public ConnectionException(String message) {
        super(message);
    }

    ConnectionException(String message, Throwable cause) {
        super(message, cause);
    }
}
