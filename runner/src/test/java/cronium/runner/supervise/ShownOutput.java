package cronium.runner.supervise;

import cronium.runner.linux.LinuxException;
import cronium.runner.output.Notice;
import cronium.runner.output.Presentation;
import cronium.runner.output.StreamName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Keeps what a script prints, up to a bound, and lets a test do something with each read. */
class ShownOutput implements Presentation {
    private static final int KEPT = 1 << 20;

    private final ByteArrayOutputStream standardOutput = new ByteArrayOutputStream();
    private final ByteArrayOutputStream standardError = new ByteArrayOutputStream();

    @Override
    public void output(StreamName stream, byte[] bytes, int length) {
        ByteArrayOutputStream kept = switch (stream) {
            case STDOUT -> standardOutput;
            case STDERR -> standardError;
        };
        synchronized (this) {
            kept.write(bytes, 0, Math.min(length, KEPT - kept.size()));
        }
    }

    synchronized String standardOutput() {
        return standardOutput.toString(StandardCharsets.UTF_8);
    }

    synchronized String standardError() {
        return standardError.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void idle() {}

    @Override
    public void outputEnded() {}

    @Override
    public void notice(Notice notice) {}

    @Override
    public Optional<LinuxException> failure() {
        return Optional.empty();
    }
}
