package cronium.runner.journal;

import cronium.runner.linux.LinuxException;
import cronium.runner.output.Notice;
import cronium.runner.output.Presentation;
import cronium.runner.output.StreamName;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The script's output goes to a journal and nowhere else; what the runner itself has to say is shown as ever. */
public final class JournaledPresentation implements Presentation {
    private final Journal journal;
    private final Presentation notices;
    private final LongSupplier nanoTime;
    private long startedAt;

    public JournaledPresentation(Journal journal, Presentation notices, LongSupplier nanoTime) {
        this.journal = journal;
        this.notices = notices;
        this.nanoTime = nanoTime;
    }

    @Override
    public void scriptStarts() {
        startedAt = nanoTime.getAsLong();
    }

    @Override
    public void output(StreamName stream, byte[] bytes, int length) {
        journal.append(stream, nanoTime.getAsLong() - startedAt, bytes, length);
    }

    @Override
    public void idle() {}

    @Override
    public void outputEnded() {}

    @Override
    public void notice(Notice notice) {
        notices.notice(notice);
    }

    /** Output that is in no journal is nowhere. */
    @Override
    public boolean isIndispensable() {
        return true;
    }

    @Override
    public Optional<LinuxException> failure() {
        return journal.failure();
    }
}
