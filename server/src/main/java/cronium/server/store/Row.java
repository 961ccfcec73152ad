package cronium.server.store;

import cronium.server.domain.Bytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** The row of a result that is being read. Not for several threads. */
final class Row {
    private final ResultSet rows;
    private final Dialect dialect;

    Row(ResultSet rows, Dialect dialect) {
        this.rows = rows;
        this.dialect = dialect;
    }

    String text(String column) throws SQLException {
        return optionalText(column).orElseThrow(() -> missing(column));
    }

    Optional<String> optionalText(String column) throws SQLException {
        return Optional.ofNullable(rows.getString(column));
    }

    long number(String column) throws SQLException {
        long number = rows.getLong(column);
        if (rows.wasNull()) {
            throw missing(column);
        }
        return number;
    }

    int integer(String column) throws SQLException {
        return Math.toIntExact(number(column));
    }

    OptionalInt optionalInteger(String column) throws SQLException {
        int number = rows.getInt(column);
        return rows.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
    }

    boolean flag(String column) throws SQLException {
        return rows.getBoolean(column);
    }

    Instant instant(String column) throws SQLException {
        return optionalInstant(column).orElseThrow(() -> missing(column));
    }

    Optional<Instant> optionalInstant(String column) throws SQLException {
        return dialect.instant(rows, column);
    }

    Bytes bytes(String column) throws SQLException {
        byte[] content = rows.getBytes(column);
        // SQLite has no empty blob of its own: the driver says null.
        return Bytes.of(content == null ? new byte[0] : content);
    }

    private static StoreException missing(String column) {
        return new StoreException("expected a value in the column " + column + ", found none");
    }
}
