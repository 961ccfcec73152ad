package cronium.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The output in a journal, read as its documentation says. */
final class JournalOutput {
    private static final int HEADER = 13;
    private static final Map<Integer, String> NAMES = Map.of(1, "stdout", 2, "stderr");

    private final Map<String, ByteArrayOutputStream> streams = new TreeMap<>();
    private final List<Long> nanos = new ArrayList<>();
    private final boolean whole;

    private JournalOutput(ByteBuffer bytes) {
        while (bytes.remaining() >= HEADER && bytes.remaining() >= HEADER + bytes.getInt(bytes.position() + 1)) {
            String name = NAMES.get((int) bytes.get());
            byte[] output = new byte[bytes.getInt()];
            if (name == null || output.length < 1 || output.length > 65_536) {
                throw new AssertionError("expected a frame, found stream " + name + " and length " + output.length);
            }
            nanos.add(bytes.getLong());
            bytes.get(output);
            streams.computeIfAbsent(name, _ -> new ByteArrayOutputStream()).writeBytes(output);
        }
        whole = !bytes.hasRemaining();
    }

    /** What is there so far; nothing, if there is no journal yet. */
    static JournalOutput read(Path file) {
        try {
            return new JournalOutput(ByteBuffer.wrap(Files.exists(file) ? Files.readAllBytes(file) : new byte[0]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] stream(String name) {
        ByteArrayOutputStream stream = streams.get(name);
        return stream == null ? new byte[0] : stream.toByteArray();
    }

    String text(String name) {
        return new String(stream(name), StandardCharsets.UTF_8);
    }

    /** The times of all frames, in their order. */
    List<Long> nanos() {
        return List.copyOf(nanos);
    }

    /** Whether no part of a frame is at the end. */
    boolean isWhole() {
        return whole;
    }
}
