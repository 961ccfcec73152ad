package cronium.server.store;

import java.sql.SQLException;

/**
 * The database failed, or refused what no caller should ask of it. The message has the database's own sentence, and never a value
 * that was bound: it may be a secret.
 */
public final class StoreException extends RuntimeException {
    StoreException(String message) {
        super(message);
    }

    StoreException(String message, SQLException cause) {
        super(message + ": " + cause.getMessage(), cause);
    }

    /** Of a library's exception, whose own message may have bound values: the SQL exception below it is what is kept. */
    static StoreException of(String message, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return new StoreException(message, sql);
            }
        }
        return new StoreException(message + ": " + failure.getClass().getSimpleName());
    }
}
