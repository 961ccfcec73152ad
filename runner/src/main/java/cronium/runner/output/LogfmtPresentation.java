package cronium.runner.output;

import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * One {@code key=value} line a record, with the keys of the reference runner: {@code time level msg stream}. Meant to be
 * read, not to be turned back into bytes: what is not printable is escaped.
 */
final class LogfmtPresentation extends LinePresentation {

    LogfmtPresentation(Outlet outlet, Clock clock) {
        super(outlet, clock);
    }

    @Override
    void encode(Line line, Timestamp time, long sequence, ByteBuilder to) {
        to.put("time=").put(time.ascii()).put(" level=info msg=");
        quoted(line.bytes(), line.offset(), line.end(), to);
        to.put(" stream=").put(line.stream().word()).put(" seq=").put(sequence);
        if (line.inPieces()) {
            to.put(" piece=").put(line.piece());
        }
        if (!line.newline()) {
            to.put(" eol=false");
        }
        to.put('\n');
    }

    @Override
    void encode(Notice notice, Timestamp time, long sequence, ByteBuilder to) {
        to.put("time=").put(time.ascii()).put(" level=").put(notice.level().word());
        to.put(" msg=");
        quoted(notice.sentence(), to);
        to.put(" event=").put(notice.event()).put(" seq=").put(sequence);
        notice.fields().forEach((name, value) -> {
            to.put(' ').put(name).put('=');
            quoted(value, to);
        });
        to.put('\n');
    }

    private static void quoted(String text, ByteBuilder to) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        quoted(bytes, 0, bytes.length, to);
    }

    private static void quoted(byte[] bytes, int from, int to, ByteBuilder out) {
        out.put('"');
        if (ByteScan.isPlain(bytes, from, to)) {
            out.put(bytes, from, to - from);
        } else {
            int plainFrom = from;
            for (int at = from; at < to; at++) {
                if (bytes[at] == '"' || bytes[at] == '\\') {
                    VisibleText.append(bytes, plainFrom, at, false, out);
                    out.put('\\').put((char) bytes[at]);
                    plainFrom = at + 1;
                }
            }
            VisibleText.append(bytes, plainFrom, to, false, out);
        }
        out.put('"');
    }
}
