package cronium.server.store;

import cronium.server.domain.InvalidException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Where a page ended, as text that only the list it came from understands. */
final class Cursor {
    private static final int MAX_LENGTH = 2_000;
    private static final String FIELD = "cursor";
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Cursor() {}

    /** @param list says which list it is of; the parts have no line breaks */
    static String of(String list, Object... parts) {
        StringBuilder text = new StringBuilder(list);
        for (Object part : parts) {
            text.append('\n').append(part);
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The parts again.
     *
     * @throws InvalidException naming the field {@code cursor}
     */
    static List<String> parts(String list, int count, String cursor) throws InvalidException {
        if (cursor.length() > MAX_LENGTH) {
            throw malformed();
        }
        String text;
        try {
            text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        List<String> found = List.of(text.split("\n", -1));
        if (found.size() != count + 1 || !found.getFirst().equals(list)) {
            throw malformed();
        }
        return found.subList(1, found.size());
    }

    /** @throws InvalidException naming the field {@code cursor} */
    static long number(String part) throws InvalidException {
        try {
            return Long.parseLong(part);
        } catch (NumberFormatException e) {
            throw malformed();
        }
    }

    /** @throws InvalidException naming the field {@code cursor} */
    static Instant instant(String part) throws InvalidException {
        try {
            Instant at = Instant.parse(part);
            if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
                throw malformed();
            }
            return at;
        } catch (DateTimeParseException e) {
            throw malformed();
        }
    }

    /** @throws InvalidException naming the field {@code cursor} */
    static String plain(String part) throws InvalidException {
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) < ' ' || part.charAt(i) > '~') {
                throw malformed();
            }
        }
        return part;
    }

    /** The one name of a list that is by name; empty text, which is before all names, to begin with. */
    static String name(String list, Optional<String> cursor) throws InvalidException {
        return cursor.isPresent() ? plain(parts(list, 1, cursor.get()).getFirst()) : "";
    }

    /** The one number of a list that begins with the highest; one that is above all numbers, to begin with. */
    static long number(String list, Optional<String> cursor) throws InvalidException {
        return cursor.isPresent() ? number(parts(list, 1, cursor.get()).getFirst()) : Long.MAX_VALUE;
    }

    static InvalidException malformed() {
        return new InvalidException(
                FIELD, "expected a cursor as this list gave it with its last page; leave it out to begin anew");
    }
}
