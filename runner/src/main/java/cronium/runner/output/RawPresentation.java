package cronium.runner.output;

import cronium.runner.linux.LinuxException;
import java.util.Optional;

/**
 * The script's two streams as they were, each to its own descriptor, and nothing else; only what kept the script from
 * starting or running to its end is said, on standard error.
 */
final class RawPresentation implements Presentation {
    private final Outlet standardOutput;
    private final Outlet standardError;

    RawPresentation(Outlet standardOutput, Outlet standardError) {
        this.standardOutput = standardOutput;
        this.standardError = standardError;
    }

    @Override
    public void output(StreamName stream, byte[] bytes, int length) {
        switch (stream) {
            case STDOUT -> standardOutput.write(bytes, length);
            case STDERR -> standardError.write(bytes, length);
        }
    }

    @Override
    public void idle() {}

    @Override
    public void outputEnded() {}

    @Override
    public void notice(Notice notice) {
        switch (notice.level()) {
            case DEBUG, INFO -> {}
            case WARN, ERROR -> {
                ByteBuilder line = new ByteBuilder(256).put("cronium-runner: ");
                VisibleText.append(notice.sentence(), line);
                line.put('\n');
                standardError.write(line.bytes(), line.length());
            }
        }
    }

    @Override
    public Optional<LinuxException> failure() {
        return standardOutput.failure().or(standardError::failure);
    }
}
