package cronium.dispatch.connection;

import java.io.IOException;

/** The connection is gone. What runs on the host goes on: only another connection can say how it is. */
public final class ConnectionLostException extends IOException {
    ConnectionLostException(String message) {
        super(message);
    }

    public ConnectionLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
