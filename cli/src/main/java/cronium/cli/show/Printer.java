package cronium.cli.show;

import cronium.cli.remote.Answer;
import cronium.cli.remote.Item;
import cronium.cli.remote.Json;
import cronium.cli.remote.Pages;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** Prints answers in the form that was asked for. */
public final class Printer {
    private final PrintStream out;
    private final Format format;
    private final Terminal terminal;

    public Printer(PrintStream out, Format format, Terminal terminal) {
        this.out = out;
        this.format = format;
        this.terminal = terminal;
    }

    /**
     * Prints a list; a table page by page, as it comes.
     *
     * @return whether there is more than was wanted
     */
    public boolean list(Pages pages, List<Column> columns) throws IOException {
        switch (format) {
            case JSON -> json(Json.write(pages.rest()));
            case YAML -> out.print(YamlText.of(pages.rest()));
            case TABLE -> {
                Table table = new Table(columns, terminal);
                List<Item> items = pages.next();
                do {
                    table.lines(items).forEach(out::println);
                    if (out.checkError()) {
                        throw new IOException("expected to write to standard output, found it closed or full");
                    }
                    items = pages.next();
                } while (!items.isEmpty());
            }
        }
        return pages.isCutOff();
    }

    /**
     * Prints a thing.
     *
     * @param forPeople what of it, in which order and words; shown as YAML
     */
    public void thing(Answer answer, Function<Item, Item> forPeople) throws IOException {
        switch (format) {
            case JSON -> json(answer.body());
            case YAML -> out.print(YamlText.of(answer.item().json()));
            case TABLE -> out.print(YamlText.of(forPeople.apply(answer.item()).json()));
        }
    }

    private void json(byte[] document) {
        String text = new String(document, StandardCharsets.UTF_8);
        out.print(text.endsWith("\n") ? text : text + "\n");
    }
}
