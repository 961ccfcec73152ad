package cronium.cli.remote;

import cronium.payload.manifest.Excerpt;
import java.util.List;

/**
 * Why the server refused (RFC 9457).
 *
 * @param status of HTTP
 * @param sentence fit for a terminal
 * @param errors what is wrong with which field of what was sent
 */
public record Problem(int status, String sentence, List<FieldError> errors) {
    private static final int MAX_SENTENCE = 2_000;

    public Problem {
        errors = List.copyOf(errors);
    }

    /**
     * One fault.
     *
     * @param field such as {@code files[2].path}; empty for the whole
     * @param message fit for a terminal
     */
    public record FieldError(String field, String message) {
        @Override
        public String toString() {
            return field.isEmpty() ? message : field + ": " + message;
        }
    }

    /** Of an answer's body, whatever it is. */
    static Problem of(int status, byte[] body) {
        Item problem = document(body);
        String sentence = problem.text("detail")
                .or(() -> problem.text("title"))
                .orElse("status " + status + " of HTTP and no reason");
        List<FieldError> errors = problem.items("errors").stream()
                .map(error -> new FieldError(
                        Excerpt.bare(error.text("field").orElse("")),
                        Excerpt.bare(error.text("message").orElse(""), MAX_SENTENCE)))
                .toList();
        return new Problem(status, Excerpt.bare(sentence, MAX_SENTENCE), errors);
    }

    private static Item document(byte[] body) {
        try {
            return Item.of(Json.read(body));
        } catch (Json.NotJsonException e) {
            // A proxy's page, perhaps; the status is all that is known.
            return Item.EMPTY;
        }
    }
}
