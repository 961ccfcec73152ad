package cronium.payload.manifest;

import java.util.List;
import java.util.Locale;

/** Finds what somebody meant to write, by edit distance (insert, delete, replace, swap neighbours). */
public final class NearestName {
    private static final int MAX_LENGTH = 40;

    private NearestName() {}

    /** {@code "; did you mean 'X'?"}, or nothing if no name is close. */
    public static String hint(String found, List<String> names) {
        String nearest = "";
        int least = Integer.MAX_VALUE;
        String lower = found.toLowerCase(Locale.ROOT);
        for (String name : names) {
            int distance =
                    lower.length() > MAX_LENGTH ? Integer.MAX_VALUE : distance(lower, name.toLowerCase(Locale.ROOT));
            int close = Math.max(1, Math.min(lower.length(), name.length()) / 3);
            if (distance < least && distance <= close) {
                least = distance;
                nearest = name;
            }
        }
        return nearest.isEmpty() ? "" : "; did you mean '" + nearest + "'?";
    }

    /** The optimal string alignment distance, row by row. */
    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] reused = beforeLast;
            beforeLast = last;
            last = row;
            row = reused;
        }
        return last[b.length()];
    }
}
