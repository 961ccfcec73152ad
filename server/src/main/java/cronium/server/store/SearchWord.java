package cronium.server.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Query;

/**
 * A word of a search.
 *
 * @param number its place in the search, by which its parameters are named
 * @param text what the terms begin with that it finds; if that is one term, all of it
 * @param whole whether it is one term: the index of words has the events of a term by name, and each once
 */
record SearchWord(int number, String text, boolean whole) {
    /** The words with the terms that they find. */
    static List<SearchWord> of(Session session, List<String> words) {
        List<SearchWord> all = IntStream.range(0, words.size())
                .mapToObj(i -> new SearchWord(i, words.get(i), false))
                .toList();
        return all.isEmpty() ? all : look(session, all, SearchWord::bounds, SearchWord::found);
    }

    /** How many events each word finds; counting ends where it would be more than so many. */
    static List<Integer> counts(Session session, List<SearchWord> words, int most) {
        return look(session, words, word -> word.count(most), word -> row -> row.integer("n" + word.number));
    }

    /** One statement for all words: on a database that is not in the process the way there takes longer than what it does. */
    private static <T> List<T> look(
            Session session,
            List<SearchWord> words,
            Function<SearchWord, String> columns,
            Function<SearchWord, RowReader<T>> reader) {
        String sql = words.stream().map(columns).collect(Collectors.joining(", ", "SELECT ", ""));
        Query query = session.query(sql);
        words.forEach(word -> word.bind(query));
        return session.first(query, row -> {
                    List<T> found = new ArrayList<>();
                    for (SearchWord word : words) {
                        found.add(reader.apply(word).read(row));
                    }
                    return found;
                })
                .orElseThrow();
    }

    private String bounds() {
        String terms = "(term) FROM event_terms WHERE " + condition("") + ") AS ";
        return "(SELECT MIN" + terms + "least" + number + ", (SELECT MAX" + terms + "greatest" + number;
    }

    private RowReader<SearchWord> found() {
        return row -> {
            Optional<String> least = row.optionalText("least" + number);
            return least.isPresent() && least.equals(row.optionalText("greatest" + number))
                    ? new SearchWord(number, least.get(), true)
                    : this;
        };
    }

    /** In an order that only the index of words has, or a planner would rather go through the table. */
    private String count(int most) {
        return "(SELECT COUNT(*) FROM (SELECT 1 FROM event_terms WHERE " + condition("") + " ORDER BY "
                + (whole ? "event_name" : "term") + " LIMIT " + (most + 1) + ") found) AS n" + number;
    }

    /** What is true of the terms that it finds, in a table of words that has a prefix or none. */
    String condition(String prefix) {
        String term = prefix + "term";
        return whole ? term + " = :word" + number : term + " >= :word" + number + " AND " + term + " < :end" + number;
    }

    void bind(Query query) {
        query.bind("word" + number, text).bind("end" + number, SearchTerms.after(text));
    }
}
