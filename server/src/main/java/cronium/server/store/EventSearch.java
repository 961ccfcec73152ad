package cronium.server.store;

import cronium.server.domain.EventSummary;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;

/**
 * One page of events by name.
 *
 * @param words of the search, each the beginning of a term
 * @param after the name that the page begins after; empty text for the first
 * @param lookUp a word that no more events than this have is looked up, and of several such words those events are taken that have all. What is
 *     found by them, or else every event by name, is asked for the other words until the page is full, which is soon: they are common. A word alone
 *     that is one term is looked up however many have it: they are in the order of the page
 */
record EventSearch(
        List<String> words, Optional<Tag> tag, Optional<Boolean> enabled, String after, int limit, int lookUp) {
    private static final String EVENTS = "events";
    private static final int MAX_WORDS = 10;
    /** See {@link #lookUp}. */
    static final int LOOK_UP = 15_000;

    /** To ask one event for a word takes about as long as to read so many entries of the index of words. */
    private static final int PROBE = 20;

    static EventSearch of(EventFilter filter, Optional<String> cursor, int limit, int lookUp) throws InvalidException {
        List<String> words = List.copyOf(SearchTerms.of(filter.search().orElse("")));
        if (words.size() > MAX_WORDS) {
            throw new InvalidException("search", "expected up to " + MAX_WORDS + " words, found " + words.size());
        }
        String after = Cursor.name(EVENTS, cursor);
        return new EventSearch(words, filter.tag(), filter.enabled(), after, limit, lookUp);
    }

    Page<EventSummary> page(Session session) {
        List<EventSummary> rows = rows(session);
        Map<String, List<Tag>> tags = tags(session, rows);
        return Page.of(
                rows.stream()
                        .map(row -> EventRows.with(row, tags.getOrDefault(row.id(), List.of())))
                        .toList(),
                limit,
                row -> Cursor.of(EVENTS, row.name()));
    }

    /** The events of the page, and one more if there is one; in one statement, so that none is deleted between two. */
    private List<EventSummary> rows(Session session) {
        List<SearchWord> asked = SearchWord.of(session, words);
        List<SearchWord> lookedUp = lookedUp(session, asked);
        // Materialized, or PostgreSQL believes the page to be so dear that any way to the rows of it is as good as
        // another.
        StringBuilder sql = new StringBuilder("WITH page AS MATERIALIZED (SELECT id FROM (")
                .append(candidates(lookedUp))
                .append(") found WHERE 1 = 1");
        // Scalar subqueries, which no planner makes a join of: they are asked of one event after the other until the
        // page is full.
        for (SearchWord word : asked) {
            if (!lookedUp.contains(word)) {
                sql.append(" AND (SELECT 1 FROM event_terms w WHERE w.event_id = found.id AND " + word.condition("w.")
                        + " LIMIT 1) = 1");
            }
        }
        if (!lookedUp.isEmpty() && tag.isPresent()) {
            sql.append(" AND (SELECT 1 FROM event_tags t WHERE t.event_id = found.id AND t.tag = :tag) = 1");
        }
        if (!lookedUp.isEmpty() || tag.isPresent()) {
            enabled.ifPresent(
                    ignored -> sql.append(" AND (SELECT e.enabled FROM events e WHERE e.id = found.id) = :enabled"));
        }
        Query query = session.query(sql.append(" LIMIT :limit) SELECT e.* FROM page JOIN events e ON e.id = page.id")
                        .toString())
                .bind("after", after)
                .bind("most", Integer.MAX_VALUE)
                .bind("limit", limit + 1);
        asked.forEach(word -> word.bind(query));
        tag.ifPresent(found -> query.bind("tag", found.text()));
        enabled.ifPresent(found -> query.bind("enabled", found));
        return session.list(query, EventRows::withoutTags).stream()
                .sorted(Comparator.comparing(event -> event.name().text()))
                .toList();
    }

    /** In the order of their names, which a limit makes a planner keep: those with the words that are looked up, else all, or those with the tag. */
    private String candidates(List<SearchWord> lookedUp) {
        String from;
        if (!lookedUp.isEmpty()) {
            SearchWord first = lookedUp.getFirst();
            from = (first.whole() ? "SELECT" : "SELECT DISTINCT")
                    + " event_name AS name, event_id AS id FROM event_terms WHERE " + first.condition("")
                    + lookedUp.stream()
                            .skip(1)
                            .map(word -> " AND event_id IN (SELECT event_id FROM event_terms WHERE "
                                    + word.condition("") + " AND event_name > :after)")
                            .collect(Collectors.joining())
                    + " AND event_name > :after";
        } else if (tag.isPresent()) {
            from = "SELECT event_name AS name, event_id AS id FROM event_tags WHERE tag = :tag AND event_name > :after";
        } else {
            from = "SELECT name, id FROM events WHERE deleted_at IS NULL AND name > :after"
                    + (enabled.isPresent() ? " AND enabled = :enabled" : "");
        }
        return from + " ORDER BY name LIMIT :most";
    }

    /** The words that not too many events have; where one is much rarer than another, without the other. */
    private List<SearchWord> lookedUp(Session session, List<SearchWord> asked) {
        boolean isAlone = asked.size() == 1 && tag.isEmpty() && enabled.isEmpty();
        if (asked.isEmpty() || (isAlone && asked.getFirst().whole())) {
            return asked;
        }
        List<Integer> counts = SearchWord.counts(session, asked, lookUp);
        int least = counts.stream().reduce(lookUp, Math::min);
        int most = Math.min(lookUp, PROBE * Math.max(1, least));
        return asked.stream().filter(word -> counts.get(word.number()) <= most).toList();
    }

    private static Map<String, List<Tag>> tags(Session session, List<EventSummary> events) {
        Map<String, List<Tag>> tags = new TreeMap<>();
        if (!events.isEmpty()) {
            session.list(
                            session.query("SELECT event_id, tag FROM event_tags WHERE event_id IN (<ids>)"
                                            + " ORDER BY event_id, tag")
                                    .bindList(
                                            "ids",
                                            events.stream()
                                                    .map(EventSummary::id)
                                                    .toList()),
                            row -> Map.entry(row.text("event_id"), new Tag(row.text("tag"))))
                    .forEach(entry -> tags.computeIfAbsent(entry.getKey(), id -> new ArrayList<>())
                            .add(entry.getValue()));
        }
        return tags;
    }
}
