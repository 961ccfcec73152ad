package cronium.server.store;

import static cronium.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import cronium.server.domain.Ending;
import cronium.server.domain.Event;
import cronium.server.domain.Execution;
import cronium.server.domain.Outcome;
import cronium.server.domain.Target;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class HostVisitsTest {
    private static final Target WEB = new Target("web-1");

    @RegisterExtension
    final TestDatabases databases;

    private final Samples samples = new Samples();

    HostVisitsTest(DatabaseKind kind) {
        databases = new TestDatabases(kind);
    }

    private HostVisits visits() {
        return databases.database().hostVisits();
    }

    @Test
    void aHostIsDueForTheNodeUntilTheVisitIsDone() {
        visits().due("node", WEB, NOW);
        visits().due("node", WEB, NOW.plusSeconds(1));
        visits().due("other", WEB, NOW);
        assertThat(visits().due("node", "", 10)).containsExactly(WEB);

        visits().done("node", WEB);
        assertThat(visits().due("node", "", 10)).isEmpty();
        assertThat(visits().due("other", "", 10)).containsExactly(WEB);
    }

    @Test
    void dueHostsComeByNameInPages() {
        for (String name : List.of("b", "c", "a")) {
            visits().due("node", new Target(name), NOW);
        }
        assertThat(visits().due("node", "", 2)).extracting(Target::text).containsExactly("a", "b");
        assertThat(visits().due("node", "b", 2)).extracting(Target::text).containsExactly("c");
    }

    @Test
    void aHostWithSomethingUnderWayWaitsForItsEnd() {
        Database database = databases.database();
        Event event = samples.saved(database, "hello");
        visits().due("node", WEB, NOW);
        database.executions().create(samples.execution(database, event, WEB, NOW), "tester");
        assertThat(visits().due("node", "", 10)).containsExactly(WEB);

        Execution claimed = database.executions().claimNextRemote("node", NOW).orElseThrow();
        assertThat(visits().due("node", "", 10)).isEmpty();
        database.executions().started(claimed.id(), "node", NOW);
        assertThat(visits().due("node", "", 10)).isEmpty();

        Ending ending = new Ending(Outcome.LOST, OptionalInt.empty(), "Gone.", Optional.empty());
        database.executions().end(claimed.id(), "node", ending, NOW, Optional.empty());
        assertThat(visits().due("node", "", 10)).containsExactly(WEB);
    }
}
