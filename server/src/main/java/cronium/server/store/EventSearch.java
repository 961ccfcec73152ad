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
import org.jdbi.v3.core.statement.Query;

/**
 * One page of events by name.
 *
 * @param words of the search, each the beginning of a term
 * @param after the name that the page begins after; empty text for the first
 */
record EventSearch(List<String> words, Optional<Tag> tag, Optional<Boolean> enabled, String after, int limit) {
    private static final String EVENTS = "events";
    private static final int MAX_WORDS = 10;
    /**
     * A word that fewer events than this have is where a search begins. With more, it is quicker to go through the events by name:
     * a page is full before long.
     */
    private static final int RARE = 3_000;

    static EventSearch of(EventFilter filter, Optional<String> cursor, int limit) throws InvalidException {
        List<String> words = List.copyOf(SearchTerms.of(filter.search().orElse("")));
        if (words.size() > MAX_WORDS) {
            throw new InvalidException("search", "expected up to " + MAX_WORDS + " words, found " + words.size());
        }
        String after = Cursor.name(EVENTS, cursor);
        return new EventSearch(words, filter.tag(), filter.enabled(), after, limit);
    }

    Page<EventSummary> page(Session session) {
        List<EventSummary> rows = session.list(query(session), EventRows::withoutTags);
        Map<String, List<Tag>> tags = tags(session, rows);
        return Page.of(
                rows.stream()
                        .map(row -> EventRows.with(row, tags.getOrDefault(row.id(), List.of())))
                        .toList(),
                limit,
                row -> Cursor.of(EVENTS, row.name()));
    }

    private Query query(Session session) {
        Optional<String> rare = rarest(session);
        StringBuilder sql = new StringBuilder("SELECT e.* FROM ");
        if (rare.isPresent()) {
            sql.append("(SELECT DISTINCT r.event_id FROM event_terms r WHERE r.term >= :rare AND r.term < :rareEnd");
            words("r.event_id", rare, sql);
            sql.append(") found JOIN events e ON e.id = found.event_id");
            tag.ifPresent(ignored -> sql.append(" JOIN event_tags t ON t.event_id = e.id AND t.tag = :tag"));
        } else if (tag.isPresent()) {
            sql.append("event_tags t JOIN events e ON e.id = t.event_id");
        } else {
            sql.append("events e");
        }
        String name = rare.isEmpty() && tag.isPresent() ? "t.event_name" : "e.name";
        sql.append(" WHERE e.deleted_at IS NULL AND ").append(name).append(" > :after");
        tag.ifPresent(ignored -> sql.append(" AND t.tag = :tag"));
        enabled.ifPresent(ignored -> sql.append(" AND e.enabled = :enabled"));
        if (rare.isEmpty()) {
            words("e.id", rare, sql);
        }
        Query query = session.query(sql.append(" ORDER BY ")
                        .append(name)
                        .append(" LIMIT :limit")
                        .toString())
                .bind("after", after)
                .bind("limit", limit + 1);
        for (int i = 0; i < words.size(); i++) {
            query.bind("word" + i, words.get(i)).bind("end" + i, SearchTerms.after(words.get(i)));
        }
        tag.ifPresent(found -> query.bind("tag", found.text()));
        enabled.ifPresent(found -> query.bind("enabled", found));
        rare.ifPresent(word -> query.bind("rare", word).bind("rareEnd", SearchTerms.after(word)));
        return query;
    }

    /** That an event has all words but the one that the search began with. */
    private void words(String id, Optional<String> begun, StringBuilder sql) {
        for (int i = 0; i < words.size(); i++) {
            if (begun.isEmpty() || !begun.get().equals(words.get(i))) {
                sql.append(" AND EXISTS (SELECT 1 FROM event_terms w WHERE w.event_id = " + id + " AND w.term >= :word"
                        + i + " AND w.term < :end" + i + ")");
            }
        }
    }

    /** The word that fewest events have, if those are few. Counting ends where it would be too many. */
    private Optional<String> rarest(Session session) {
        Optional<String> rarest = Optional.empty();
        int least = RARE;
        // Longest first, which mostly is rarest: of the others, no more need to be counted than that has.
        List<String> longestFirst = words.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        for (String word : longestFirst) {
            int count = session.first(
                            session.query("SELECT COUNT(*) AS n FROM (SELECT 1 FROM event_terms"
                                            + " WHERE term >= :word AND term < :end ORDER BY term LIMIT :least) found")
                                    .bind("word", word)
                                    .bind("end", SearchTerms.after(word))
                                    .bind("least", least),
                            row -> row.integer("n"))
                    .orElse(0);
            if (count < least) {
                least = count;
                rarest = Optional.of(word);
            }
        }
        return rarest;
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
