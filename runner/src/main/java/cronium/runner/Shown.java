package cronium.runner;

import cronium.runner.journal.Journal;
import cronium.runner.journal.JournaledPresentation;
import cronium.runner.linux.Descriptor;
import cronium.runner.output.Mask;
import cronium.runner.output.MaskedPresentation;
import cronium.runner.output.Outlet;
import cronium.runner.output.OutputFormat;
import cronium.runner.output.Presentation;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Where an execution is shown.
 *
 * @param closing for the last notices; empty when a reader stands still
 * @param mask what of it is not shown
 */
record Shown(Presentation presentation, Optional<Presentation> closing, Mask mask) {

    static Shown by(RunOptions options, Map<String, String> environment, Clock clock, LongSupplier nanoTime) {
        boolean terminal = Descriptor.STANDARD_OUTPUT.isTerminal();
        OutputFormat format = options.format().orElse(terminal ? OutputFormat.PRETTY : OutputFormat.RAW);
        Outlet standardOutput = new Outlet(Descriptor.STANDARD_OUTPUT);
        Outlet standardError = new Outlet(Descriptor.STANDARD_ERROR);
        boolean colours = terminal && options.colours() && !environment.containsKey("NO_COLOR");
        Presentation presentation = format.to(standardOutput, standardError, clock, nanoTime, colours);
        Presentation closing = options.summary() && format == OutputFormat.RAW
                ? OutputFormat.PRETTY.to(standardOutput, standardError, clock, nanoTime, colours)
                : presentation;
        return new Shown(presentation, Optional.of(closing), Mask.NONE);
    }

    /** The script's output goes to the journal instead. */
    Shown journaled(Journal journal, LongSupplier nanoTime) {
        return new Shown(new JournaledPresentation(journal, presentation, nanoTime), closing, mask);
    }

    Shown masked(Mask by) {
        return by.isEmpty()
                ? this
                : new Shown(
                        new MaskedPresentation(presentation, by),
                        closing.map(last -> new MaskedPresentation(last, by)),
                        by);
    }

    Shown silent() {
        return new Shown(presentation, Optional.empty(), mask);
    }
}
