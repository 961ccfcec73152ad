package cronium.runner.serve;

import cronium.runner.journal.JournaledPresentation;
import cronium.runner.linux.LinuxException;
import cronium.runner.output.Notice;
import cronium.runner.output.Presentation;
import cronium.runner.output.StreamName;
import java.util.Optional;

/** Output goes to the journal, and whoever follows it is told that there is more. Notices are for people, who look at the result here. */
final class ServedPresentation implements Presentation {
    private final JournaledPresentation journaled;
    private final Runnable onStart;
    private final Runnable onOutput;

    ServedPresentation(JournaledPresentation journaled, Runnable onStart, Runnable onOutput) {
        this.journaled = journaled;
        this.onStart = onStart;
        this.onOutput = onOutput;
    }

    /** For {@link JournaledPresentation}, which passes notices on. */
    static final class Silence implements Presentation {
        @Override
        public void output(StreamName stream, byte[] bytes, int length) {}

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

    @Override
    public void scriptStarts() {
        journaled.scriptStarts();
        onStart.run();
    }

    @Override
    public void output(StreamName stream, byte[] bytes, int length) {
        journaled.output(stream, bytes, length);
        onOutput.run();
    }

    @Override
    public void idle() {}

    @Override
    public void outputEnded() {}

    @Override
    public void notice(Notice notice) {}

    @Override
    public boolean isIndispensable() {
        return true;
    }

    @Override
    public Optional<LinuxException> failure() {
        return journaled.failure();
    }
}
