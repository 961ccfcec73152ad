package cronium.server.store;

import static cronium.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cronium.server.domain.AuditEntry;
import cronium.server.domain.Event;
import cronium.server.domain.EventName;
import cronium.server.domain.EventSpec;
import cronium.server.domain.EventSummary;
import cronium.server.domain.EventVersion;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Tag;
import cronium.server.domain.VersionSummary;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class EventsTest {
    private static final EventName HELLO = new EventName("hello");

    @RegisterExtension
    final TestDatabases databases;

    private final Samples samples = new Samples();

    EventsTest(DatabaseKind kind) {
        databases = new TestDatabases(kind);
    }

    private Events events() {
        return databases.database().events();
    }

    @Test
    void whatIsSavedIsReadBackEqualWithTimesToTheMicrosecond() throws ConflictException {
        EventSpec spec = samples.spec("hello", "Says ıİ \uD83D\uDE00", List.of("b", "a"));
        NewVersion version = samples.first(spec, NOW);

        Event saved = events().save(version);

        assertThat(saved.spec()).isEqualTo(spec);
        assertThat(saved.createdAt()).isEqualTo(NOW.truncatedTo(ChronoUnit.MICROS));
        assertThat(events().find(HELLO)).contains(saved);
        assertThat(events().version(saved.id(), 1))
                .contains(new EventVersion(
                        saved.id(), 1, spec, version.digest(), NOW.truncatedTo(ChronoUnit.MICROS), "tester"));
    }

    @Test
    void aSecondVersionLeavesTheFirstAsItWas() throws ConflictException {
        EventSpec first = samples.spec("hello", "one", List.of("a"));
        Event saved = events().save(samples.first(first, NOW));
        EventSpec second = samples.spec("hello", "two", List.of("b"));

        Event changed = events().save(samples.next(saved, second, NOW.plusSeconds(1)));

        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.id()).isEqualTo(saved.id());
        assertThat(changed.createdAt()).isEqualTo(saved.createdAt());
        assertThat(events().find(HELLO)).contains(changed);
        assertThat(events().current(HELLO).orElseThrow().with(second)).isEqualTo(changed);
        assertThat(events().version(saved.id(), 1).orElseThrow().spec()).isEqualTo(first);
        assertThat(events().version(saved.id(), 2).orElseThrow().spec()).isEqualTo(second);
        assertThat(events().version(saved.id(), 3)).isEmpty();
    }

    @Test
    void aVersionIsFoundByItsOwnWordsWhicheverOfThemItShares() throws ConflictException, InvalidException {
        Event saved = events().save(samples.first(samples.spec("hello", "one two", List.of("a", "b")), NOW));
        saved = events().save(samples.next(saved, samples.spec("hello", "one two", List.of("a", "b")), NOW));
        assertThat(names(search("one two a b hello"))).containsExactly("hello");

        saved = events().save(samples.next(saved, samples.spec("hello", "two three", List.of("a", "b")), NOW));
        assertThat(names(search("two three a b hello"))).containsExactly("hello");
        assertThat(names(search("one"))).isEmpty();

        events().save(samples.next(saved, samples.spec("hello", "two three", List.of("b", "c")), NOW));
        assertThat(names(search("two three b c hello"))).containsExactly("hello");
        assertThat(names(tagged("c"))).containsExactly("hello");
        assertThat(names(tagged("a"))).isEmpty();
    }

    @Test
    void whoExpectsAnotherVersionChangesNothing() throws ConflictException {
        Event saved = events().save(samples.first(samples.spec("hello", "one", List.of()), NOW));
        EventSpec other = samples.spec("hello", "other", List.of());

        ConflictException refused = conflict(samples.version(saved.id(), 7, other, NOW));
        assertThat(refused.expected()).isEqualTo(7);
        assertThat(refused.found()).isEqualTo(1);
        assertThat(conflict(samples.first(other, NOW)).found()).isEqualTo(1);
        assertThat(conflict(samples.version(samples.id(NOW), 1, samples.spec("new", "", List.of()), NOW))
                        .found())
                .isZero();
        assertThat(events().find(HELLO)).contains(saved);
        assertThat(events().version(saved.id(), 2)).isEmpty();
    }

    private ConflictException conflict(NewVersion version) {
        return catchThrowableOfType(ConflictException.class, () -> events().save(version));
    }

    @Test
    void aDeletedEventIsGoneItsHistoryStaysAndItsNameIsFree() throws ConflictException, InvalidException {
        Event first = events().save(samples.first(samples.spec("hello", "", List.of("a")), NOW));

        assertThat(catchThrowableOfType(
                                ConflictException.class,
                                () -> events().delete(HELLO, OptionalLong.of(2), "tester", NOW))
                        .found())
                .isEqualTo(1);
        assertThat(events().delete(HELLO, OptionalLong.of(1), "tester", NOW)).isTrue();
        assertThat(events().delete(HELLO, OptionalLong.empty(), "tester", NOW)).isFalse();

        assertThat(events().find(HELLO)).isEmpty();
        assertThat(names(EventFilter.ALL)).isEmpty();
        assertThat(names(search("hello"))).isEmpty();
        assertThat(events().version(first.id(), 1)).isPresent();
        Event second = events().save(samples.first(samples.spec("hello", "", List.of("a")), NOW));
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(names(search("hello"))).containsExactly("hello");
    }

    @Test
    void everyChangeIsInTheAuditLog() throws ConflictException, InvalidException {
        Event saved = events().save(samples.first(samples.spec("hello", "", List.of()), NOW));
        events().delete(HELLO, OptionalLong.empty(), "somebody", NOW.plusSeconds(1));

        List<AuditEntry> rows = databases
                .database()
                .audit()
                .list(AuditFilter.ALL, Optional.empty(), 10)
                .items();

        assertThat(rows).extracting(AuditEntry::action).containsExactly("event.deleted", "event.saved");
        assertThat(rows).extracting(AuditEntry::actor).containsExactly("somebody", "tester");
        assertThat(rows.getLast().detail()).isEqualTo("{\"digest\":\"" + saved.digest() + "\",\"version\":1}");
    }

    @Test
    void aListIsByNameInPages() throws ConflictException, InvalidException {
        for (String name : List.of("c", "a", "e", "b", "d")) {
            events().save(samples.first(samples.spec(name, "Word " + name, List.of("t2", "t1")), NOW));
        }

        Page<EventSummary> first = events().list(EventFilter.ALL, Optional.empty(), 2);
        Page<EventSummary> second = events().list(EventFilter.ALL, first.next(), 2);
        Page<EventSummary> third = events().list(EventFilter.ALL, second.next(), 2);

        assertThat(List.of(first, second, third))
                .extracting(page ->
                        page.items().stream().map(event -> event.name().text()).toList())
                .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
        assertThat(third.next()).isEmpty();
        assertThat(first.items().getFirst().tags()).containsExactly(new Tag("t1"), new Tag("t2"));
        assertThat(first.items().getFirst().targets())
                .extracting(Object::toString)
                .containsExactly("local");
    }

    @Test
    void aSearchMatchesBeginningsOfAllWordsInAnyCase() throws ConflictException, InvalidException {
        events().save(samples.first(
                samples.spec("nightly-backup", "Copies the DATABASE to İzmir", List.of("ops")), NOW));
        events().save(samples.first(
                samples.spec("weekly-backup", "Copies files; 100% of them", List.of("ops", "slow")), NOW));
        events().save(samples.first(samples.spec("hello", "Says straße", List.of()), NOW));

        assertThat(names(search("BACK"))).containsExactly("nightly-backup", "weekly-backup");
        assertThat(names(search("back data"))).containsExactly("nightly-backup");
        assertThat(names(search("nightly-b"))).containsExactly("nightly-backup");
        assertThat(names(search("opies"))).isEmpty();
        assertThat(names(search("slow ops copies"))).containsExactly("weekly-backup");
        assertThat(names(search("STRAß"))).containsExactly("hello");
        assertThat(names(search("%"))).hasSize(3);
        assertThat(names(search("100%"))).containsExactly("weekly-backup");
        assertThat(names(search("\u0000\uD800 hel"))).containsExactly("hello");
        assertThat(names(new EventFilter(Optional.of("ops"), Optional.of(new Tag("slow")), Optional.of(true))))
                .containsExactly("weekly-backup");
        assertThat(names(new EventFilter(Optional.empty(), Optional.of(new Tag("ops")), Optional.empty())))
                .containsExactly("nightly-backup", "weekly-backup");
        assertThat(names(new EventFilter(Optional.empty(), Optional.empty(), Optional.of(false))))
                .isEmpty();
    }

    @Test
    void aWordIsFoundNoMoreAfterItWasTakenOut() throws ConflictException, InvalidException {
        Event saved = events().save(samples.first(samples.spec("hello", "old", List.of("was")), NOW));
        events().save(samples.next(saved, samples.spec("hello", "new", List.of("is")), NOW));

        assertThat(names(search("old"))).isEmpty();
        assertThat(names(search("new"))).containsExactly("hello");
        assertThat(names(new EventFilter(Optional.empty(), Optional.of(new Tag("was")), Optional.empty())))
                .isEmpty();
    }

    @Test
    void versionsAreListedNewestFirstInPages() throws ConflictException, InvalidException {
        Event event = samples.saved(databases.database(), "hello");
        for (int i = 0; i < 4; i++) {
            event = events().save(samples.next(event, samples.spec("hello", "", List.of()), NOW));
        }

        List<Long> numbers = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<VersionSummary> page = events().versions(event.id(), cursor, 2);
            page.items().forEach(version -> numbers.add(version.number()));
            cursor = page.next();
        } while (cursor.isPresent());

        assertThat(numbers).containsExactly(5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void aCursorThatIsNoneOfThisListIsRefusedByName() throws ConflictException {
        samples.saved(databases.database(), "hello");
        for (String cursor : List.of(
                "",
                "x",
                "%%%",
                Cursor.of("executions", "a"),
                Cursor.of("events"),
                Cursor.of("events", "a", "b"),
                Cursor.of("events", "a\u0000"),
                "A".repeat(3_000))) {
            InvalidException refused = catchThrowableOfType(
                    InvalidException.class, () -> events().list(EventFilter.ALL, Optional.of(cursor), 10));
            assertThat(refused).as(cursor).isNotNull();
            assertThat(refused.problems().getFirst().field()).isEqualTo("cursor");
        }
        assertThat(catchThrowableOfType(
                        InvalidException.class,
                        () -> events().versions("x", Optional.of(Cursor.of("versions", "one")), 10)))
                .isNotNull();
    }

    private static EventFilter search(String text) {
        return new EventFilter(Optional.of(text), Optional.empty(), Optional.empty());
    }

    private static EventFilter tagged(String tag) {
        return new EventFilter(Optional.empty(), Optional.of(new Tag(tag)), Optional.empty());
    }

    private List<String> names(EventFilter filter) throws InvalidException {
        return events().list(filter, Optional.empty(), 100).items().stream()
                .map(event -> event.name().text())
                .toList();
    }
}
