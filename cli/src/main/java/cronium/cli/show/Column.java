package cronium.cli.show;

import cronium.cli.remote.Item;
import cronium.payload.manifest.Excerpt;
import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param value of one thing, as it comes; it is made fit for a terminal here
 */
public record Column(String title, Function<Item, String> value) {
    private static final int MAX_CHARACTERS = 200;

    String cell(Item item) {
        return Excerpt.bare(value.apply(item), MAX_CHARACTERS);
    }

    /** Of a key with text, or nothing. */
    public static Column text(String title, String key) {
        return new Column(title, item -> item.text(key).orElse(""));
    }

    /** Of a key with a whole number, or nothing. */
    public static Column number(String title, String key) {
        return new Column(title, item -> {
            long number = item.number(key).orElse(Long.MIN_VALUE);
            return number == Long.MIN_VALUE ? "" : Long.toString(number);
        });
    }
}
