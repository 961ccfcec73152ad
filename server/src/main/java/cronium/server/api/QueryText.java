package cronium.server.api;

import cronium.payload.manifest.Excerpt;
import cronium.server.domain.FieldProblem;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a query apart: {@code name=value} joined by {@code &}, percent-encoded UTF-8, {@code +} for a space. */
final class QueryText {
    private static final int HEX = 16;

    private QueryText() {}

    /** In the order given; what cannot be read, or stands twice, is added to the problems. */
    static Map<String, String> parse(String text, List<FieldProblem> problems) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : text.split("&", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            Optional<String> name = decode(equals < 0 ? part : part.substring(0, equals));
            Optional<String> value = decode(equals < 0 ? "" : part.substring(equals + 1));
            if (name.isEmpty() || value.isEmpty()) {
                problems.add(new FieldProblem(
                        name.map(Excerpt::bare).orElse(""),
                        "expected percent-encoded UTF-8, found " + Excerpt.quoted(part)));
            } else if (parameters.putIfAbsent(name.get(), value.get()) != null) {
                problems.add(new FieldProblem(Excerpt.bare(name.get()), "expected it once, found it again"));
            }
        }
        return parameters;
    }

    private static Optional<String> decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), HEX) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), HEX) : -1;
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes.write(high * HEX + low);
                i += 2;
            } else if (c < 0x80) {
                bytes.write(c == '+' ? ' ' : c);
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
