package cronium.runner;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code cronium-runner serve} was told.
 *
 * @param permitted options that a client may give only since it is said here
 */
record ServeOptions(
        Optional<Path> state, Optional<Path> trust, Set<String> permitted, boolean requireGrant, int mostExecutions) {
    /** What can make an execution less checked or less held than the host would have it: only with the consent of the host. */
    static final List<String> PERMISSIBLE =
            List.of("allow-unsigned", "trust-mode", "interpreter", "containment", "best-effort");

    private static final int DEFAULT_EXECUTIONS = 100;
    private static final int MOST_EXECUTIONS = 10_000;

    ServeOptions {
        permitted = Set.copyOf(permitted);
    }

    static ServeOptions parse(List<String> arguments) throws UsageException {
        Words words = new Words(arguments);
        Optional<Path> state = Optional.empty();
        Optional<Path> trust = Optional.empty();
        Set<String> permitted = new HashSet<>();
        boolean requireGrant = false;
        int mostExecutions = DEFAULT_EXECUTIONS;
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "--state" -> state = Optional.of(RunOptions.path(word, words.value(word)));
                case "--trust" -> trust = Optional.of(RunOptions.path(word, words.value(word)));
                case "--permit" -> permitted.addAll(permitted(words.value(word)));
                case "--require-grant" -> requireGrant = true;
                case "--executions" -> mostExecutions = executions(words.value(word));
                default -> throw new UsageException("serve: expected options only, found '" + word + "'");
            }
        }
        return new ServeOptions(state, trust, permitted, requireGrant, mostExecutions);
    }

    private static List<String> permitted(String names) throws UsageException {
        List<String> all = List.of(names.split(",", -1));
        for (String name : all) {
            if (!PERMISSIBLE.contains(name)) {
                throw new UsageException(
                        "--permit: expected " + String.join(", ", PERMISSIBLE) + ", found '" + name + "'");
            }
        }
        return all;
    }

    private static int executions(String text) throws UsageException {
        int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > MOST_EXECUTIONS) {
            throw new UsageException(
                    "--executions: expected a number from 1 to " + MOST_EXECUTIONS + ", found '" + text + "'");
        }
        return number;
    }
}
