package cronium.protocol;

import java.util.Optional;

/** The streams of a script; their numbers are those of its descriptors, here and in a journal's output. */
public enum Stream {
    STDOUT(1),
    STDERR(2);

    private final int code;

    Stream(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public static Optional<Stream> of(int code) {
        return switch (code) {
            case 1 -> Optional.of(STDOUT);
            case 2 -> Optional.of(STDERR);
            default -> Optional.empty();
        };
    }
}
