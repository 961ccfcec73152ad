package cronium.cli.show;

import cronium.cli.remote.Item;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows in columns. Each part (a page, say) is aligned by its own cells, and never narrower than the parts before it. Between columns
 * are two spaces; at a line's end are none. One thread's.
 */
public final class Table {
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final List<Column> columns;
    private final Terminal terminal;
    private final int[] widths;
    private boolean begun;

    public Table(List<Column> columns, Terminal terminal) {
        this.columns = List.copyOf(columns);
        this.terminal = terminal;
        this.widths = new int[columns.size()];
    }

    /** The lines of these rows, the titles before the first ones. */
    public List<String> lines(List<Item> items) {
        List<List<String>> rows = new ArrayList<>();
        if (!begun) {
            rows.add(columns.stream().map(Column::title).toList());
        }
        for (Item item : items) {
            rows.add(columns.stream().map(column -> column.cell(item)).toList());
        }
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            String line = cut(line(row));
            lines.add(!begun && terminal.colours() ? BOLD + line + PLAIN : line);
            begun = true;
        }
        return lines;
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i));
            line.repeat(' ', widths[i] - width(row.get(i)) + 2);
        }
        return line.toString().stripTrailing();
    }

    private String cut(String line) {
        int most = terminal.columns().orElse(Integer.MAX_VALUE);
        return width(line) <= most ? line : line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
