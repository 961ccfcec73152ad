package cronium.testkit.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Markdown file of this repository. Paths are relative to the repository's root, which the system property {@code
 * cronium.root} names.
 */
public record Document(String path, List<String> lines) {
    public Document {
        lines = List.copyOf(lines);
    }

    /** The repository's root. */
    public static Path root() {
        String root = System.getProperty("cronium.root");
        if (root == null) {
            throw new IllegalStateException("expected the system property cronium.root, found none; run through Maven");
        }
        return Path.of(root);
    }

    /** Reads a document that must be there. */
    public static Document read(String path) throws IOException {
        return new Document(path, Files.readAllLines(root().resolve(path)));
    }

    /** Reads a document if it is there. */
    public static Optional<Document> readIfPresent(String path) throws IOException {
        return Files.exists(root().resolve(path)) ? Optional.of(read(path)) : Optional.empty();
    }

    /** The rows of all tables under that heading (its text, without {@code #}), and under no later heading. */
    public List<TableRow> rowsUnder(String heading) {
        List<TableRow> rows = new ArrayList<>();
        boolean found = false;
        boolean under = false;
        for (Line line : unfenced()) {
            if (line.text().startsWith("#")) {
                under = line.text().replaceFirst("^#+ ", "").equals(heading);
                found |= under;
            } else if (under && line.isRow()) {
                rows.add(TableRow.of(line.text()));
            }
        }
        if (!found) {
            throw new AssertionError(path + ": expected a heading '" + heading + "', found none");
        }
        return rows;
    }

    /** The rows of all tables of the document. */
    public List<TableRow> rows() {
        return unfenced().stream()
                .filter(Line::isRow)
                .map(line -> TableRow.of(line.text()))
                .toList();
    }

    /** The contents of the fenced blocks whose opening fence has exactly these words after it, such as {@code sh test}. */
    public List<String> blocks(String info) {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        String open = "";
        for (String line : lines) {
            if (!line.startsWith("```")) {
                block.append(line).append('\n');
            } else if (open.isEmpty()) {
                open = line;
                block.setLength(0);
            } else {
                if (open.equals("```" + info)) {
                    blocks.add(block.toString());
                }
                open = "";
            }
        }
        return blocks;
    }

    /** All of it. */
    public String text() {
        return String.join("\n", lines);
    }

    private record Line(String text, Optional<String> next) {
        /** Neither the line under a table's head nor, which stands before that, the head itself. */
        boolean isRow() {
            return text.startsWith("|")
                    && !isRule(text)
                    && !next.filter(Line::isRule).isPresent();
        }

        private static boolean isRule(String line) {
            return line.startsWith("|-");
        }
    }

    private List<Line> unfenced() {
        List<Line> unfenced = new ArrayList<>();
        boolean fenced = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("```")) {
                fenced = !fenced;
            } else if (!fenced) {
                Optional<String> next = i + 1 < lines.size() ? Optional.of(lines.get(i + 1)) : Optional.empty();
                unfenced.add(new Line(line, next));
            }
        }
        return unfenced;
    }
}
