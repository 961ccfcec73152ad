package cronium.releases;

import cronium.payload.manifest.Excerpt;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version by Semantic Versioning 2.0.0, at most 64 characters, such as {@code 1.10.0-rc.1}: the name of a folder of the
 * store. Ordered as section 11 has it; those that only differ in what follows {@code +} are ordered by their text.
 */
public record Version(String text) implements Comparable<Version> {
    private static final int MAX_LENGTH = 64;
    private static final String NUMBER = "(0|[1-9]\\d*)";
    private static final String WORD = "(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)";
    private static final Pattern GRAMMAR = Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-(" + WORD
            + "(?:\\." + WORD + ")*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");

    private static final Comparator<Version> ORDER = Comparator.comparing((Version version) -> version.number(1))
            .thenComparing(version -> version.number(2))
            .thenComparing(version -> version.number(3))
            .thenComparing(Version::preRelease, Version::comparePreReleases)
            .thenComparing(Version::text);

    /** @throws IllegalArgumentException if it is none */
    public Version {
        if (!isOne(text)) {
            throw new IllegalArgumentException("expected a version such as 1.2.3 or 1.2.3-rc.1 of at most " + MAX_LENGTH
                    + " characters, found " + Excerpt.quoted(text));
        }
    }

    public static boolean isOne(String text) {
        return text.length() <= MAX_LENGTH && GRAMMAR.matcher(text).matches();
    }

    public boolean isPreRelease() {
        return preRelease().isPresent();
    }

    private Matcher parts() {
        Matcher parts = GRAMMAR.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException(text);
        }
        return parts;
    }

    private BigInteger number(int group) {
        return new BigInteger(parts().group(group));
    }

    private Optional<String> preRelease() {
        return Optional.ofNullable(parts().group(4));
    }

    private static int comparePreReleases(Optional<String> one, Optional<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Boolean.compare(one.isEmpty(), other.isEmpty());
        }
        String[] left = one.get().split("\\.", -1);
        String[] right = other.get().split("\\.", -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int order = compareWords(left[i], right[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private static int compareWords(String left, String right) {
        boolean leftNumber = isNumber(left);
        boolean rightNumber = isNumber(right);
        if (leftNumber && rightNumber) {
            return new BigInteger(left).compareTo(new BigInteger(right));
        }
        return leftNumber == rightNumber ? left.compareTo(right) : Boolean.compare(rightNumber, leftNumber);
    }

    private static boolean isNumber(String word) {
        return word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return text;
    }
}
