package cronium.server.store;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables to where this version of the program needs them. Several nodes may begin at once: one migrates, the others wait. */
final class Migrations {
    private Migrations() {}

    /** @throws StoreException also for a database that a newer version of the program has migrated */
    static void run(DataSource source, Dialect dialect) {
        try {
            Flyway.configure()
                    .dataSource(source)
                    .loggers(MigrationLog.class.getName())
                    .resourceProvider(new MigrationFiles(dialect.folder()))
                    .javaMigrationClassProvider(List::of)
                    .cleanDisabled(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw StoreException.of("the tables could not be migrated", e);
        }
    }
}
