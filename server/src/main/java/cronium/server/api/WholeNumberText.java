package cronium.server.api;

import java.util.Optional;

/** Whole numbers in addresses and headers: digits only, no sign. */
final class WholeNumberText {
    private static final int MAX_DIGITS = 19;

    private WholeNumberText() {}

    /** From 0 up; empty if it is no such number or one that is over 64 bits. */
    static Optional<Long> read(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
