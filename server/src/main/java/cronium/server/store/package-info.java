/**
 * The database: tables, migrations, and every line of SQL, for SQLite and PostgreSQL. The only place for {@code java.sql} and the
 * libraries around it. Rules that must hold whoever writes are held by the database itself; what an event means is not known here.
 */
@NullMarked
package cronium.server.store;

import org.jspecify.annotations.NullMarked;
