package cronium.runner.secrets;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;

/** The ways in which common programs escape bytes in URLs and characters in JSON. */
final class Escapes {
    /** RFC 3986, section 2.3: what no encoder escapes, but for {@code ~}. */
    private static final String LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** What is left as it is: by RFC 3986; by encodeURIComponent; by HTML forms and java.net; by Python's quote. */
    private static final Set<String> URL_PLAIN = Set.of("-._~", "-._~!*'()", "-._*", "-._~/");

    private Escapes() {}

    /** The value as part of a URL or of a form, in upper and lower case, a space as {@code %20} and as {@code +}. */
    static void url(byte[] value, Set<String> to) {
        for (String plain : URL_PLAIN) {
            for (HexFormat hex : new HexFormat[] {HexFormat.of(), HexFormat.of().withUpperCase()}) {
                for (boolean plus : new boolean[] {false, true}) {
                    StringBuilder escaped = new StringBuilder(3 * value.length);
                    for (byte b : value) {
                        char c = (char) (b & 0xff);
                        if (LETTERS_AND_DIGITS.indexOf(c) >= 0 || plain.indexOf(c) >= 0) {
                            escaped.append(c);
                        } else if (plus && c == ' ') {
                            escaped.append('+');
                        } else {
                            escaped.append('%').append(hex.toHexDigits(b));
                        }
                    }
                    to.add(escaped.toString());
                }
            }
        }
    }

    /**
     * The text in a JSON string: {@code /} with and without a backslash; what is not ASCII as it is, or as {@code \}{@code uXXXX}
     * in lower and upper case; {@code <}, {@code >}, {@code &} and {@code '} as they are, or likewise.
     *
     * @param to gets strings of which each character is a byte
     */
    static void json(String text, Set<String> to) {
        for (boolean slash : new boolean[] {false, true}) {
            for (boolean html : new boolean[] {false, true}) {
                for (HexFormat hex :
                        new HexFormat[] {HexFormat.of(), HexFormat.of().withUpperCase()}) {
                    for (boolean ascii : new boolean[] {false, true}) {
                        to.add(bytes(json(text, slash, html, hex, ascii)));
                    }
                }
            }
        }
    }

    private static String json(String text, boolean slash, boolean html, HexFormat hex, boolean ascii) {
        StringBuilder escaped = new StringBuilder(2 * text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int shortest = "\b\f\n\r\t".indexOf(c);
            if (shortest >= 0) {
                escaped.append('\\').append("bfnrt".charAt(shortest));
            } else if (c == '"' || c == '\\' || (c == '/' && slash)) {
                escaped.append('\\').append(c);
            } else if (c < ' ' || (c > '~' && ascii) || ("<>&'".indexOf(c) >= 0 && html)) {
                escaped.append("\\u").append(hex.toHexDigits(c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
