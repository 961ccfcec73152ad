package cronium.payload.manifest;

import java.util.Optional;

/**
 * The name of one execution. It becomes a directory's name in the journal, so it is 1 to {@value #MAX_LENGTH} of
 * {@code A-Z a-z 0-9 . _ -} and begins with a letter or digit; {@code ..} and hidden names cannot occur.
 */
public record ExecutionId(String text) {
    public static final int MAX_LENGTH = 128;

    /** @throws IllegalArgumentException with {@link #fault}'s sentence */
    public ExecutionId {
        Optional<String> fault = fault(text);
        if (fault.isPresent()) {
            throw new IllegalArgumentException(fault.get());
        }
    }

    /** Why the text is no execution id, with expected and found; empty if it is one. */
    public static Optional<String> fault(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Optional.of("expected 1 to " + MAX_LENGTH + " characters, found " + text.length());
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Ascii.isLetter(c) && !Ascii.isDigit(c) && (i == 0 || (c != '.' && c != '_' && c != '-'))) {
                return Optional.of("expected a letter or digit, then letters, digits, '.', '_' or '-', found "
                        + Excerpt.quoted(text));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
