package cronium.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The commands about payloads that the runner has too: they are the runner's. */
final class RunnerCommands {
    private RunnerCommands() {}

    /** {@code cronium payload verify}. */
    @Command(
            name = "verify",
            description = "Check a payload's digest and signature as the runner does before it runs it.",
            customSynopsis = "cronium payload verify PAYLOAD [--trust DIR] [--signature FILE] [--json]",
            mixinStandardHelpOptions = true)
    static final class Verify extends OfRunner {
        Verify(Surroundings surroundings) {
            super(surroundings, "verify");
        }
    }

    /** {@code cronium payload inspect}. */
    @Command(
            name = "inspect",
            description = "Show what a payload asks for and what is in it; runs nothing, checks no signature.",
            customSynopsis = "cronium payload inspect PAYLOAD [--json]",
            mixinStandardHelpOptions = true)
    static final class Inspect extends OfRunner {
        Inspect(Surroundings surroundings) {
            super(surroundings, "inspect");
        }
    }

    /** Hands its words on. */
    abstract static class OfRunner implements Callable<Integer> {
        private final Surroundings surroundings;
        private final String name;

        @Parameters(
                arity = "1..*",
                paramLabel = "PAYLOAD",
                description = "The payload; the runner's options may follow.")
        private List<String> words = List.of();

        OfRunner(Surroundings surroundings, String name) {
            this.surroundings = surroundings;
            this.name = name;
        }

        @Override
        public final Integer call() throws IOException {
            List<String> arguments = new ArrayList<>();
            arguments.add(name);
            arguments.addAll(words);
            new Handover(surroundings).toRunner(arguments);
            return 0;
        }
    }
}
