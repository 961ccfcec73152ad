package cronium.server.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param next the cursor that the part after this one is asked for with; empty at the end of the list
 */
public record Page<T>(List<T> items, Optional<String> next) {
    /** The most that one page holds. */
    public static final int MAX_LIMIT = 200;

    public Page {
        items = List.copyOf(items);
    }

    /** @throws IllegalArgumentException if it is not 1 to {@value #MAX_LIMIT} */
    static int checked(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("expected a limit of 1 to " + MAX_LIMIT + ", found " + limit);
        }
        return limit;
    }

    /**
     * Of rows that were read with one more than fits, which says whether there is another page.
     *
     * @param cursor of the last row on the page
     */
    static <T> Page<T> of(List<T> rows, int limit, Function<T, String> cursor) {
        if (rows.size() <= limit) {
            return new Page<>(rows, Optional.empty());
        }
        List<T> items = rows.subList(0, limit);
        return new Page<>(items, Optional.of(cursor.apply(items.getLast())));
    }
}
