package cronium.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Words as a POSIX shell reads them. */
final class ShellWords {
    private ShellWords() {}

    /** Every word in single quotes: nothing in it means anything to the shell. */
    static String join(List<String> words) {
        return words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
