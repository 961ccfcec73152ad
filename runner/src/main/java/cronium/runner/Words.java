package cronium.runner;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The words of a command line, taken one option at a time. {@code --name value} and {@code --name=value} are the same. */
final class Words {
    private final Deque<String> words;
    private Optional<String> attached = Optional.empty();
    private String option = "";
    private boolean onlyOperands;

    Words(List<String> words) {
        this.words = new ArrayDeque<>(words);
    }

    /** Whether there is another option or operand. */
    boolean hasNext() throws UsageException {
        if (attached.isPresent()) {
            throw new UsageException(option + ": expected no value, found '" + attached.get() + "'");
        }
        if (!onlyOperands && "--".equals(words.peek())) {
            words.remove();
            onlyOperands = true;
        }
        return !words.isEmpty();
    }

    /** The next option name (with its dashes) or operand. Only after {@link #hasNext} said that there is one. */
    String next() {
        String word = words.remove();
        int equals = word.indexOf('=');
        if (!onlyOperands && word.startsWith("--") && equals > 0) {
            attached = Optional.of(word.substring(equals + 1));
            option = word.substring(0, equals);
            return option;
        }
        return word;
    }

    boolean isOption(String word) {
        return !onlyOperands && word.startsWith("-") && word.length() > 1;
    }

    /** The value of the option that {@link #next} returned. */
    String value(String name) throws UsageException {
        Optional<String> given = attached.isPresent() ? attached : Optional.ofNullable(words.poll());
        attached = Optional.empty();
        return given.orElseThrow(() -> new UsageException(name + ": expected a value, found the end of the command"));
    }
}
