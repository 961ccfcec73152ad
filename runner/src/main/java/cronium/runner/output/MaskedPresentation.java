package cronium.runner.output;

import cronium.runner.linux.LinuxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Masks what the runner itself says. The script's output comes here masked already, see {@link Presentation#mask}. */
public final class MaskedPresentation implements Presentation {
    /** Names an execution in records and in the result; what has the right to be a name is no secret. */
    private static final String EXECUTION_ID = "executionId";

    private final Presentation presentation;
    private final Mask mask;

    public MaskedPresentation(Presentation presentation, Mask mask) {
        this.presentation = presentation;
        this.mask = mask;
    }

    @Override
    public void scriptStarts() {
        presentation.scriptStarts();
    }

    @Override
    public void output(StreamName stream, byte[] bytes, int length) {
        presentation.output(stream, bytes, length);
    }

    @Override
    public void idle() {
        presentation.idle();
    }

    @Override
    public void outputEnded() {
        presentation.outputEnded();
    }

    @Override
    public void notice(Notice notice) {
        Map<String, String> fields = new LinkedHashMap<>();
        notice.fields()
                .forEach((name, value) -> fields.put(name, name.equals(EXECUTION_ID) ? value : mask.text(value)));
        presentation.notice(new Notice(notice.level(), notice.event(), mask.text(notice.sentence()), fields));
    }

    @Override
    public Mask mask() {
        return mask;
    }

    @Override
    public boolean isIndispensable() {
        return presentation.isIndispensable();
    }

    @Override
    public Optional<LinuxException> failure() {
        return presentation.failure();
    }
}
