package cronium.runner.secrets;

import java.nio.file.Path;

/** Where secrets come from. There is none for the command line: every user of a host can read it there. */
public sealed interface SecretsSource {

    /** A descriptor that the runner was started with. */
    record Inherited(int number) implements SecretsSource {
        @Override
        public String toString() {
            return "descriptor " + number;
        }
    }

    /** A file or a named pipe. */
    record Named(Path path) implements SecretsSource {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** Digits are a descriptor's number, anything else is a path. */
    static SecretsSource of(String word) {
        boolean number = !word.isEmpty() && word.length() <= 9;
        for (int i = 0; i < word.length(); i++) {
            number &= word.charAt(i) >= '0' && word.charAt(i) <= '9';
        }
        return number ? new Inherited(Integer.parseInt(word)) : new Named(Path.of(word));
    }
}
