package cronium.testkit.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One row of a Markdown table. */
public record TableRow(List<String> cells) {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern FILE = Pattern.compile(".*\\.(?:gz|json|pem|pub|sh|sha256|sig|yaml|yml)");

    public TableRow {
        cells = List.copyOf(cells);
    }

    static TableRow of(String line) {
        List<String> cells = new ArrayList<>();
        String[] parts = line.split("\\|", -1);
        // Before the first bar and after the last one there is nothing.
        for (int i = 1; i < parts.length - 1; i++) {
            cells.add(parts[i].strip());
        }
        return new TableRow(cells);
    }

    public String cell(int column) {
        return cells.get(column);
    }

    /** What stands in backquotes in a cell. */
    public Stream<String> codes(int column) {
        return CODE.matcher(cell(column)).results().map(match -> match.group(1));
    }

    /** What stands in the cell's only pair of backquotes. */
    public String code(int column) {
        List<String> codes = codes(column).toList();
        if (codes.size() != 1) {
            throw new AssertionError("expected one code in backquotes in '" + cell(column) + "', found " + codes);
        }
        return codes.getFirst();
    }

    /** The codes of the first column of all rows that look like a fault's, such as {@code archive.device}. */
    public static List<String> faultCodes(List<TableRow> rows) {
        return rows.stream()
                .flatMap(row -> row.codes(0))
                .filter(code -> code.matches("[a-z]+\\.[a-z0-9-]+")
                        && !FILE.matcher(code).matches())
                .toList();
    }
}
