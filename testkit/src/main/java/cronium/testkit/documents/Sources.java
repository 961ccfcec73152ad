package cronium.testkit.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Source files as text, for names that are written in code but stand in no enum: options, event names, variables.
 *
 * @param files one or more
 */
public record Sources(List<Path> files) {
    public Sources {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("expected a source file, found none");
        }
    }

    /** A file, or all files beneath a directory; relative to the repository's root. */
    public static Sources beneath(String path) throws IOException {
        try (Stream<Path> files = Files.walk(Document.root().resolve(path))) {
            return new Sources(files.filter(Files::isRegularFile).toList());
        }
    }

    /** What the pattern's first group matches anywhere, sorted, each once. */
    public SortedSet<String> all(Pattern pattern) {
        SortedSet<String> found = new TreeSet<>();
        for (Path file : files) {
            pattern.matcher(text(file)).results().forEach(match -> found.add(match.group(1)));
        }
        return found;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
