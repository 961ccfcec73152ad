package cronium.payload.signing;

/** What a key of a trust directory may be called: it stands in results and logs. */
final class KeyName {
    private static final int MAX_LENGTH = 128;

    private KeyName() {}

    /** 1 to {@value #MAX_LENGTH} of {@code A-Z a-z 0-9 . _ @ + -}, not beginning with one of {@code . + -}. */
    static boolean isOne(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH || ".+-".indexOf(name.charAt(0)) >= 0) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean digit = c >= '0' && c <= '9';
            if (!letter && !digit && "._@+-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
