package cronium.runner.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;

/**
 * One JSON object a line. Of the script's output: {@code time}, {@code level}, {@code event} = {@code output}, {@code
 * stream}, {@code seq}, and {@code text}, or {@code base64} where the bytes are not UTF-8. A record stands for a line with
 * its newline unless it says {@code "eol":false}; the pieces of a long line are numbered by {@code piece}. So the stream
 * can be put together again byte by byte.
 */
final class JsonPresentation extends LinePresentation {
    private static final byte[] TIME = "{\"time\":\"".getBytes(UTF_8);
    private static final byte[] STDOUT =
            "\",\"level\":\"info\",\"event\":\"output\",\"stream\":\"stdout\",\"seq\":".getBytes(UTF_8);
    private static final byte[] STDERR =
            "\",\"level\":\"info\",\"event\":\"output\",\"stream\":\"stderr\",\"seq\":".getBytes(UTF_8);
    private static final byte[] TEXT = ",\"text\":\"".getBytes(UTF_8);
    private static final byte[] BASE64 = ",\"base64\":\"".getBytes(UTF_8);
    private static final byte[] PIECE = ",\"piece\":".getBytes(UTF_8);
    private static final byte[] NO_EOL = ",\"eol\":false".getBytes(UTF_8);
    private static final byte[] END = "\"}\n".getBytes(UTF_8);

    JsonPresentation(Outlet outlet, Clock clock) {
        super(outlet, clock);
    }

    @Override
    void encode(Line line, Timestamp time, long sequence, ByteBuilder to) {
        to.put(TIME).put(time.ascii());
        to.put(
                switch (line.stream()) {
                    case STDOUT -> STDOUT;
                    case STDERR -> STDERR;
                });
        to.put(sequence);
        if (line.inPieces()) {
            to.put(PIECE).put(line.piece());
        }
        if (!line.newline()) {
            to.put(NO_EOL);
        }
        byte[] bytes = line.bytes();
        if (ByteScan.isPlain(bytes, line.offset(), line.end())) {
            to.put(TEXT).put(bytes, line.offset(), line.length());
        } else if (Utf8.isValid(bytes, line.offset(), line.end())) {
            to.put(TEXT);
            JsonText.escape(bytes, line.offset(), line.end(), to);
        } else {
            to.put(BASE64).base64(bytes, line.offset(), line.length());
        }
        to.put(END);
    }

    @Override
    void encode(Notice notice, Timestamp time, long sequence, ByteBuilder to) {
        to.put(TIME).put(time.ascii());
        to.put("\",\"level\":\"").put(notice.level().word());
        to.put("\",\"event\":\"").put(notice.event());
        to.put("\",\"seq\":").put(sequence);
        to.put(",\"message\":\"");
        escape(notice.sentence(), to);
        notice.fields().forEach((name, value) -> {
            to.put("\",\"").put(name).put("\":\"");
            escape(value, to);
        });
        to.put(END);
    }

    private static void escape(String text, ByteBuilder to) {
        byte[] bytes = text.getBytes(UTF_8);
        JsonText.escape(bytes, 0, bytes.length, to);
    }
}
