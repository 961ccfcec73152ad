package cronium.runner.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** One secret: a name that may be shown and a value that may not. The value is wiped when nobody needs it any more. */
public final class Secret {
    private final String name;
    private final byte[] value;

    /** @param value becomes the secret's own */
    Secret(String name, byte[] value) {
        this.name = name;
        this.value = value;
    }

    public String name() {
        return name;
    }

    /** Not a copy. */
    public byte[] value() {
        return value;
    }

    /** The value as text; empty if it is not UTF-8. A copy that cannot be wiped. */
    public Optional<String> text() {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    void wipe() {
        Arrays.fill(value, (byte) 0);
    }

    @Override
    public String toString() {
        return "secret " + name;
    }
}
