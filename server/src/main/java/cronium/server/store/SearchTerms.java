package cronium.server.store;

import cronium.server.domain.EventSpec;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.SequencedSet;

/** The words that an event is found by: letters and digits, in lower case, whatever way they were written. */
final class SearchTerms {
    /** In characters; the rest of a longer word is not looked at, neither when it is saved nor when it is searched. */
    static final int MAX_LENGTH = 64;
    /** Of one event: a description may be a book. */
    static final int MAX_TERMS = 1_000;

    private SearchTerms() {}

    static SequencedSet<String> of(EventSpec spec) {
        StringBuilder text = new StringBuilder(spec.name().text());
        spec.tags().forEach(tag -> text.append(' ').append(tag.text()));
        return of(text.append(' ').append(spec.description()).toString());
    }

    /** At most {@value #MAX_TERMS}, once each. */
    static SequencedSet<String> of(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        SequencedSet<String> terms = new LinkedHashSet<>();
        int start = 0;
        for (int i = 0; i <= folded.length() && terms.size() < MAX_TERMS; ) {
            int point = i < folded.length() ? folded.codePointAt(i) : ' ';
            if (!Character.isLetterOrDigit(point) && !isMark(point)) {
                if (i > start) {
                    terms.add(cut(folded.substring(start, i)));
                }
                start = i + Character.charCount(point);
            }
            i += Character.charCount(point);
        }
        return terms;
    }

    /** Marks are part of words in many scripts, such as Devanagari. */
    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static String cut(String word) {
        if (word.codePointCount(0, word.length()) <= MAX_LENGTH) {
            return word;
        }
        return word.substring(0, word.offsetByCodePoints(0, MAX_LENGTH));
    }

    /** What is greater than every term that begins with the word, and not greater than any other term that is greater than it. */
    static String after(String word) {
        return word + Character.toString(Character.MAX_CODE_POINT);
    }
}
