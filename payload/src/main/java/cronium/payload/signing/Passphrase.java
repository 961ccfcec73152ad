package cronium.payload.signing;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a private key is encrypted with. Wiped when it is closed; says nothing of itself. */
public final class Passphrase implements AutoCloseable {
    /** The most bytes of UTF-8. */
    public static final int MAX_BYTES = 1_024;

    private final byte[] bytes;

    private Passphrase(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param bytes become the passphrase's own; may be empty, as cosign allows */
    static Passphrase owning(byte[] bytes) {
        return new Passphrase(bytes);
    }

    /**
     * A passphrase that somebody typed.
     *
     * @param characters copied, so the caller wipes its own
     */
    public static Passphrase of(char[] characters) {
        byte[] room = new byte[3 * characters.length];
        ByteBuffer encoded = ByteBuffer.wrap(room);
        CharsetEncoder encoder = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        encoder.encode(CharBuffer.wrap(characters), encoded, true);
        byte[] bytes = Arrays.copyOf(room, encoded.position());
        Arrays.fill(room, (byte) 0);
        return new Passphrase(bytes);
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** Not a copy: wiped by {@link #close}. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "passphrase";
    }
}
