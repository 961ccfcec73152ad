package cronium.server.rollouts;

import cronium.server.documents.EventDocument;
import cronium.server.execute.Ids;
import cronium.server.store.Database;
import cronium.server.store.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** A coordinator alone in a process, to be killed. Its argument is the database's file; it ends with its standard input. */
public final class CoordinatorProgram {
    private CoordinatorProgram() {}

    public static void main(String[] arguments) throws IOException {
        Clock clock = Clock.systemUTC();
        try (Database database = Database.open(DatabaseSettings.sqlite(Path.of(arguments[0])), EventDocument::read);
                Coordinator _ = Coordinator.start(
                        database,
                        (id, actor) -> database.executions().requestCancel(id, actor, clock.instant()),
                        _ -> {},
                        new Ids(clock, new SecureRandom())::next,
                        new Bell(),
                        clock)) {
            System.in.transferTo(System.out);
        }
    }
}
