package cronium.payload.signing;

import cronium.payload.fuzz.Expect;
import cronium.payload.signing.Json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Fuzz target: the JSON of an encrypted private key. */
public final class EncryptedKeyFuzz {
    private static final byte[] PASSPHRASE = {'p'};
    private static final byte[] PLAIN = "secret".getBytes(StandardCharsets.US_ASCII);

    private EncryptedKeyFuzz() {}

    /** A key that costs little to open, with fixed salt and nonce: it protects nothing. */
    public static List<byte[]> seeds() {
        byte[] salt = new byte[8];
        byte[] nonce = new byte[SecretBox.NONCE];
        byte[] box = SecretBox.seal(SecretBox.scrypt(PASSPHRASE, salt, 4, 1, 1), nonce, PLAIN);
        String json = "{\"kdf\":{\"name\":\"scrypt\",\"params\":{\"N\":4,\"r\":1,\"p\":1},\"salt\":\""
                + StrictBase64.encode(salt) + "\"},\"cipher\":{\"name\":\"nacl/secretbox\",\"nonce\":\""
                + StrictBase64.encode(nonce) + "\"},\"ciphertext\":\"" + StrictBase64.encode(box) + "\"}";
        return List.of(json.getBytes(StandardCharsets.US_ASCII));
    }

    /** One key. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            Optional<byte[]> plain = EncryptedKey.decrypt(input, PASSPHRASE);
            Expect.that(plain.isEmpty() || Arrays.equals(plain.get(), PLAIN), "no other plain text");
        } catch (JsonException refused) {
            Expect.printableLines(refused.found());
        }
    }
}
