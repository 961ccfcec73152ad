package cronium.server.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes events of the HTML standard, section 9.2. The data has no line breaks, as JSON that is not indented has none. */
final class ServerSentEvents {
    static final String MEDIA_TYPE = "text/event-stream";

    private final OutputStream out;

    ServerSentEvents(OutputStream out) {
        this.out = out;
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    void retryAfter(long millis) throws IOException {
        write("retry: " + millis + "\n\n");
    }

    void event(String name, String data) throws IOException {
        write("event: " + name + "\ndata: " + data + "\n\n");
    }

    /** @param id what the reader comes back with as {@code Last-Event-ID} */
    void event(String name, long id, String data) throws IOException {
        write("event: " + name + "\nid: " + id + "\ndata: " + data + "\n\n");
    }

    void comment(String text) throws IOException {
        write(": " + text + "\n\n");
    }

    void flush() throws IOException {
        out.flush();
    }
}
