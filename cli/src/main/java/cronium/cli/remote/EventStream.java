package cronium.cli.remote;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Server-Sent Events (HTML Living Standard, section 9.2) as a server of ours writes them: lines end with LF or CRLF. */
final class EventStream {
    /** A chunk of output is far smaller, base64 or not. */
    private static final int MAX_LINE = 16 << 20;

    private final InputStream in;

    EventStream(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /**
     * Waits for the next event; comments keep the connection alive and are passed over.
     *
     * @return empty at the stream's end; an event that the end cuts off does not count
     */
    Optional<ServerEvent> next() throws IOException {
        Optional<String> id = Optional.empty();
        String name = "message";
        StringBuilder data = new StringBuilder();
        for (Optional<String> line = line(); line.isPresent(); line = line()) {
            String text = line.get();
            if (text.isEmpty()) {
                if (!data.isEmpty()) {
                    return Optional.of(new ServerEvent(id, name, data.toString()));
                }
                continue;
            }
            int colon = text.indexOf(':');
            String field = colon < 0 ? text : text.substring(0, colon);
            String value = colon < 0 ? "" : text.substring(text.startsWith(" ", colon + 1) ? colon + 2 : colon + 1);
            switch (field) {
                case "id" -> id = Optional.of(value);
                case "event" -> name = value;
                case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
                default -> {
                    // Comments have an empty name, and what is not known means nothing.
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                String text = line.toString(StandardCharsets.UTF_8);
                return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
            }
            if (line.size() == MAX_LINE) {
                throw new ConnectionException("expected lines of at most " + MAX_LINE + " bytes, found a longer one");
            }
            line.write(b);
        }
        return Optional.empty();
    }
}
