package cronium.runner.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/**
 * What base64 makes of a value in the middle of other bytes. Four characters hold three bytes, so there are three ways, by the
 * number of bytes in front. The first and last character may hold bits of the neighbours too: those are left out, but for the
 * last one where the value is the end.
 */
final class Base64Form {
    private Base64Form() {}

    static void all(byte[] value, Set<String> forms) {
        for (Base64.Encoder encoder : new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
            for (int before = 0; before < 3; before++) {
                byte[] bytes = new byte[before + value.length];
                System.arraycopy(value, 0, bytes, before, value.length);
                byte[] encoded = encoder.encode(bytes);
                // In bits: character j is of the value alone when all of 6j to 6j + 6 is.
                int from = (8 * before + 5) / 6;
                int end = 8 * bytes.length / 6;
                int unpadded = (8 * bytes.length + 5) / 6;
                for (int to : new int[] {end, unpadded, encoded.length}) {
                    forms.add(new String(encoded, from, to - from, StandardCharsets.ISO_8859_1));
                }
                Arrays.fill(bytes, (byte) 0);
            }
        }
    }
}
