package cronium.server.store;

import static cronium.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import cronium.server.documents.EventDocument;
import cronium.server.domain.EventName;
import cronium.server.domain.EventSummary;
import cronium.server.domain.Tag;
import cronium.testkit.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever way a search goes about it, it finds what has every word, by name, once. */
@ParameterizedClass
@EnumSource
class EventSearchTest {
    private static final List<String> WORDS = List.of("a", "ab", "abc", "abd", "b", "bc", "c", "rare");
    private static final List<String> TAGS = List.of("a", "ab", "t");
    private static final int EVENTS = 40;
    private static final int SEARCHES = 150;

    @RegisterExtension
    final TestDatabases databases;

    private final RandomGenerator random = Seed.announced("EventSearchTest").random();
    private final Samples samples = new Samples();

    EventSearchTest(DatabaseKind kind) {
        databases = new TestDatabases(kind);
    }

    @Test
    void findsWhatHasEveryWordByNameAndOnceWhateverIsLookedUp() throws Exception {
        Map<String, SequencedSet<String>> words = new TreeMap<>();
        for (int i = 0; i < EVENTS; i++) {
            String name = "e" + random.nextInt(1_000_000) + "-" + some(WORDS, 1).getFirst();
            if (!words.containsKey(name)) {
                var spec = samples.spec(name, String.join(" ", some(WORDS, 4)), some(TAGS, 2));
                databases.database().events().save(samples.first(spec, NOW));
                words.put(name, SearchTerms.of(spec));
            }
        }
        Dialect dialect = databases.kind() == DatabaseKind.SQLITE ? new Sqlite() : new Postgresql();
        try (Pools pools = dialect.open(databases.settings())) {
            Transactions transactions = new Transactions(pools, dialect);
            for (int i = 0; i < SEARCHES; i++) {
                List<String> asked = Stream.concat(
                                some(WORDS, 3).stream(),
                                Stream.of("e", "none", "")
                                        .skip(random.nextInt(3))
                                        .limit(random.nextInt(5) / 4))
                        .toList();
                Optional<Tag> tag =
                        some(TAGS, 1).stream().map(Tag::new).findFirst().filter(t -> random.nextBoolean());
                Optional<Boolean> enabled = Optional.of(true).filter(one -> random.nextBoolean());
                int lookUp = random.nextInt(EVENTS);
                List<String> found = names(
                        new Events(transactions, EventDocument::read, lookUp),
                        new EventFilter(Optional.of(String.join(" ", asked)), tag, enabled));
                assertThat(found)
                        .as("%s of the tag %s, looked up by at most %s", asked, tag, lookUp)
                        .containsExactlyElementsOf(words.entrySet().stream()
                                .filter(event -> asked.stream().allMatch(word -> hasOneFrom(event.getValue(), word)))
                                .filter(event -> tag.isEmpty() || hasTag(event.getKey(), tag.get()))
                                .map(Map.Entry::getKey)
                                .toList());
            }
        }
    }

    private boolean hasTag(String name, Tag tag) {
        return databases.database().events().find(new EventName(name)).stream()
                .anyMatch(event -> event.spec().tags().contains(tag));
    }

    private static boolean hasOneFrom(SequencedSet<String> terms, String word) {
        return terms.stream().anyMatch(term -> term.startsWith(word));
    }

    /** Up to so many, at random. */
    private List<String> some(List<String> all, int most) {
        return Stream.generate(() -> all.get(random.nextInt(all.size())))
                .limit(random.nextInt(1, most + 1))
                .distinct()
                .collect(Collectors.toList());
    }

    /** Page by page. */
    private List<String> names(Events events, EventFilter filter) throws Exception {
        List<String> names = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<EventSummary> page = events.list(filter, cursor, random.nextInt(1, 12));
            page.items().forEach(event -> names.add(event.name().text()));
            cursor = page.next();
        } while (cursor.isPresent());
        return names;
    }
}
