package cronium.dispatch.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of a file like {@code ~/.ssh/config}.
 *
 * @param place the file and the line's number
 * @param keyword as it is written
 * @param arguments without their quotes
 */
record ConfigurationLine(String place, String keyword, List<String> arguments) implements ConfigurationPart {
    ConfigurationLine {
        arguments = List.copyOf(arguments);
    }

    /** Keywords in any case. */
    String key() {
        return keyword.toLowerCase(Locale.ROOT);
    }

    /** The only argument that there may be. */
    String argument() throws SshConfigurationException {
        if (arguments.size() != 1) {
            throw fault("expected one argument, found " + arguments.size());
        }
        return arguments.getFirst();
    }

    SshConfigurationException fault(String message) {
        return new SshConfigurationException(place + ": " + keyword + ": " + message);
    }

    /** Empty for a line with nothing on it, or a comment. */
    static Optional<ConfigurationLine> parse(String place, String text) throws SshConfigurationException {
        String line = text.strip();
        if (line.isEmpty() || line.startsWith("#")) {
            return Optional.empty();
        }
        int end = 0;
        while (end < line.length() && !isBetween(line.charAt(end))) {
            end++;
        }
        String keyword = line.substring(0, end);
        String rest = line.substring(end).strip();
        ConfigurationLine parsed = new ConfigurationLine(
                place, keyword, words(place, keyword, rest.startsWith("=") ? rest.substring(1) : rest));
        if (parsed.arguments.isEmpty()) {
            throw parsed.fault("expected an argument, found none");
        }
        return Optional.of(parsed);
    }

    private static boolean isBetween(char c) {
        return Character.isWhitespace(c) || c == '=';
    }

    /** A word may be in quotes of either kind, and what comes after a {@code #} that begins a word is a comment. */
    private static List<String> words(String place, String keyword, String text) throws SshConfigurationException {
        List<String> words = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            if (Character.isWhitespace(text.charAt(i))) {
                i++;
                continue;
            }
            if (text.charAt(i) == '#') {
                break;
            }
            StringBuilder word = new StringBuilder();
            char quote = 0;
            while (i < text.length() && (quote != 0 || !Character.isWhitespace(text.charAt(i)))) {
                char c = text.charAt(i++);
                if (c == quote) {
                    quote = 0;
                } else if (quote == 0 && (c == '"' || c == '\'')) {
                    quote = c;
                } else if (c == '\\' && i < text.length() && "\"'\\".indexOf(text.charAt(i)) >= 0) {
                    word.append(text.charAt(i++));
                } else {
                    word.append(c);
                }
            }
            if (quote != 0) {
                throw new SshConfigurationException(
                        place + ": " + keyword + ": expected a closing " + quote + ", found the end of the line");
            }
            words.add(word.toString());
        }
        return words;
    }
}
