package cronium.server.remote;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.server.domain.Target;
import cronium.server.store.DatabaseKind;
import cronium.server.store.TestDatabases;
import cronium.testkit.Await;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VisitsTest {
    private static final Target WEB = new Target("web-1");

    @RegisterExtension
    final TestDatabases databases = new TestDatabases(DatabaseKind.SQLITE);

    private final BlockingQueue<Target> visited = new LinkedBlockingQueue<>();

    private Visits start(Visits.Visitor visitor) {
        return Visits.start("node", databases.database(), visitor, Clock.systemUTC());
    }

    private List<Target> due() {
        return databases.database().hostVisits().due("node", "", 10);
    }

    @Test
    void whatAnEarlierServerBeganIsVisitedAtTheStart() throws InterruptedException {
        try (Visits earlier = start(visited::add)) {
            earlier.begin(WEB);
            earlier.begin(WEB);
        }
        assertThat(due()).containsExactly(WEB);

        try (Visits _ = start(visited::add)) {
            assertThat(visited.take()).isEqualTo(WEB);
            Await.until("nothing due", this::due, List::isEmpty);
        }
        assertThat(visited).isEmpty();
    }

    @Test
    void aVisitThatFailedIsDueStill() throws InterruptedException {
        databases.database().hostVisits().due("node", WEB, Clock.systemUTC().instant());
        try (Visits _ = start(host -> {
            visited.add(host);
            throw new IOException("no way");
        })) {
            assertThat(visited.take()).isEqualTo(WEB);
        }
        assertThat(due()).containsExactly(WEB);
    }

    @Test
    void whatIsBegunDuringAVisitKeepsTheHostDue() throws InterruptedException {
        databases.database().hostVisits().due("node", WEB, Clock.systemUTC().instant());
        databases
                .database()
                .hostVisits()
                .due("node", new Target("web-2"), Clock.systemUTC().instant());
        AtomicReference<Visits> itself = new AtomicReference<>();
        Visits.Visitor visitor = host -> {
            if (host.equals(WEB)) {
                Await.until("the visits", itself::get, visits -> visits != null).begin(WEB);
            }
            visited.add(host);
        };
        try (Visits visits = start(visitor)) {
            itself.set(visits);
            Await.until("one is due still", this::due, due -> due.equals(List.of(WEB)));
            visited.take();
            visited.take();
        }
        assertThat(due()).containsExactly(WEB);
    }
}
