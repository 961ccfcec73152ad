package cronium.payload.signing;

/** Patterns with {@code *} for any characters, none too, and {@code ?} for one; everything else stands for itself. */
final class Glob {
    private Glob() {}

    /** Without recursion, and in at most the product of both lengths: the pattern may be any. */
    static boolean matches(String glob, String text) {
        int at = 0;
        int next = 0;
        int star = -1;
        int resume = 0;
        while (at < text.length()) {
            if (next < glob.length() && glob.charAt(next) == '*') {
                star = next++;
                resume = at;
            } else if (next < glob.length() && (glob.charAt(next) == '?' || glob.charAt(next) == text.charAt(at))) {
                next++;
                at++;
            } else if (star >= 0) {
                next = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (next < glob.length() && glob.charAt(next) == '*') {
            next++;
        }
        return next == glob.length();
    }
}
