package cronium.server.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** One connection, for as long as a piece of work has it. Not for several threads. */
record Session(Handle handle, Dialect dialect) {
    Update update(String sql) {
        return handle.createUpdate(sql);
    }

    Query query(String sql) {
        return handle.createQuery(sql);
    }

    PreparedBatch batch(String sql) {
        return handle.prepareBatch(sql);
    }

    <T> List<T> list(Query query, RowReader<T> reader) {
        return query.map((rows, context) -> reader.read(new Row(rows, dialect))).list();
    }

    <T> Optional<T> first(Query query, RowReader<T> reader) {
        return query.map((rows, context) -> reader.read(new Row(rows, dialect))).findFirst();
    }

    boolean exists(Query query) {
        return query.map((rows, context) -> true).findFirst().orElse(false);
    }
}
