package cronium.server.store;

import static cronium.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cronium.server.domain.AuditEntry;
import cronium.server.domain.Event;
import cronium.server.domain.InvalidException;
import cronium.server.domain.StoredPayload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class PayloadsTest {
    private static final RetentionRule OLD = new RetentionRule(Optional.of(NOW.plusSeconds(3)), OptionalInt.empty());
    private static final RetentionRule TWO = new RetentionRule(Optional.empty(), OptionalInt.of(2));

    @RegisterExtension
    final TestDatabases databases;

    private final Samples samples = new Samples();
    private final List<String> removed = new ArrayList<>();

    PayloadsTest(DatabaseKind kind) {
        databases = new TestDatabases(kind);
    }

    private Payloads payloads() {
        return databases.database().payloads();
    }

    /** Five versions, a second apart. */
    private Event fiveVersions() throws ConflictException {
        Event event = samples.saved(databases.database(), "hello");
        for (int i = 1; i < 5; i++) {
            event = databases
                    .database()
                    .events()
                    .save(samples.next(event, samples.spec("hello", "", List.of()), NOW.plusSeconds(i)));
        }
        return event;
    }

    private boolean remove(StoredPayload payload) throws IOException {
        return payloads().remove(payload, OLD, "boss", NOW, removed::add);
    }

    private List<Long> removable(RetentionRule rule) {
        return payloads().removable(rule, 100).stream()
                .map(StoredPayload::eventVersion)
                .toList();
    }

    @Test
    void aRuleLetsGoWhatIsOldAndNotAmongTheNewestButNeverTheCurrentVersion() throws ConflictException {
        fiveVersions();

        assertThat(removable(OLD)).containsExactly(1L, 2L, 3L);
        assertThat(removable(TWO)).containsExactly(1L, 2L, 3L);
        assertThat(removable(new RetentionRule(Optional.empty(), OptionalInt.of(4))))
                .containsExactly(1L);
        assertThat(removable(new RetentionRule(Optional.of(NOW.plusSeconds(1)), OptionalInt.of(1))))
                .containsExactly(1L);
        assertThat(removable(new RetentionRule(Optional.of(NOW.plusSeconds(99)), OptionalInt.empty())))
                .containsExactly(1L, 2L, 3L, 4L);
        assertThatIllegalArgumentException().isThrownBy(() -> new RetentionRule(Optional.empty(), OptionalInt.empty()));
    }

    @Test
    void whatAnExecutionHasYetToEndWithStays() throws ConflictException, IOException {
        Event first = samples.saved(databases.database(), "hello");
        NewExecution execution = samples.execution(databases.database(), first, NOW);
        databases.database().executions().create(execution, "tester");
        databases.database().events().save(samples.next(first, samples.spec("hello", "", List.of()), NOW));

        assertThat(removable(OLD)).isEmpty();
        StoredPayload needed = payloads().find(first.id(), 1).orElseThrow();
        assertThat(remove(needed)).isFalse();
        databases.database().executions().requestCancel(execution.id(), "tester", NOW);
        assertThat(removable(OLD)).containsExactly(1L);
        assertThat(remove(needed)).isTrue();
    }

    @Test
    void aRemovedFileIsRememberedAndMayComeBack() throws Exception {
        Event event = fiveVersions();
        StoredPayload oldest = payloads().find(event.id(), 1).orElseThrow();
        StoredPayload current = payloads().find(event.id(), 5).orElseThrow();

        assertThat(remove(current)).isFalse();
        assertThat(remove(new StoredPayload(
                        event.id(), 1, samples.sha256(), 1, oldest.signedBy(), NOW, Optional.empty())))
                .isFalse();
        assertThat(remove(oldest)).isTrue();
        assertThat(remove(oldest)).isFalse();
        assertThat(removed).containsExactly(oldest.sha256());
        AuditFilter pruned = new AuditFilter(Optional.of("boss"), Optional.of("payload.pruned"), Optional.empty());
        assertThat(databases
                        .database()
                        .audit()
                        .list(pruned, Optional.empty(), 10)
                        .items())
                .extracting(AuditEntry::subject)
                .containsExactly(oldest.sha256());
        assertThat(payloads().isReferenced(oldest.sha256())).isFalse();
        assertThat(payloads().isReferenced(current.sha256())).isTrue();
        assertThat(payloads().find(event.id(), 1).orElseThrow().removedAt()).isPresent();
        assertThat(removable(OLD)).containsExactly(2L, 3L);

        payloads().markRestored(oldest.sha256());
        assertThat(payloads().find(event.id(), 1)).contains(oldest);
    }

    @Test
    void aFileThatCannotBeRemovedIsNotWrittenDownAsRemoved() throws ConflictException {
        Event event = fiveVersions();
        StoredPayload oldest = payloads().find(event.id(), 1).orElseThrow();

        assertThatIOException()
                .isThrownBy(() -> payloads().remove(oldest, OLD, "boss", NOW, sha256 -> {
                    throw new IOException("the disk failed");
                }));

        assertThat(payloads().find(event.id(), 1)).contains(oldest);
    }

    @Test
    void everyFileOfADeletedEventMayGo() throws ConflictException {
        Event event = fiveVersions();
        databases.database().events().delete(event.spec().name(), OptionalLong.empty(), "tester", NOW);

        assertThat(removable(new RetentionRule(Optional.of(NOW.plusSeconds(99)), OptionalInt.empty())))
                .containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aListIsNewestFirstInPages() throws ConflictException, InvalidException {
        fiveVersions();
        List<Long> versions = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<StoredPayload> page = payloads().list(cursor, 2);
            page.items().forEach(payload -> versions.add(payload.eventVersion()));
            cursor = page.next();
        } while (cursor.isPresent());
        assertThat(versions).containsExactly(5L, 4L, 3L, 2L, 1L);
    }
}
