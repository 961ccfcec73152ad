package cronium.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.cli.remote.Item;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Tables for people. */
class TableTest {
    private static final List<Column> COLUMNS = List.of(Column.text("NAME", "name"), Column.text("ABOUT", "about"));

    @Test
    void columnsAreAlignedAndNothingStandsAtTheEnd() {
        assertThat(new Table(COLUMNS, Terminal.NONE)
                        .lines(List.of(item("a", "first"), item("longer-name", ""), item("b", "x"))))
                .containsExactly("NAME         ABOUT", "a            first", "longer-name", "b            x");
    }

    @Test
    void aLaterPageHasNoTitlesAndIsNeverNarrower() {
        Table table = new Table(COLUMNS, Terminal.NONE);
        table.lines(List.of(item("longer-name", "x")));

        assertThat(table.lines(List.of(item("a", "y")))).containsExactly("a            y");
    }

    @Test
    void aTerminalsWidthIsKeptAndOnlyThere() {
        Terminal narrow = new Terminal(OptionalInt.of(10), true);

        assertThat(new Table(COLUMNS, narrow).lines(List.of(item("a", "a long story"))))
                .containsExactly("\u001b[1mNAME  ABO…\u001b[0m", "a     a l…");
    }

    @Test
    void textOfOthersMovesNoCursor() {
        assertThat(new Table(COLUMNS, Terminal.NONE).lines(List.of(item("a", "x\n\u001b[2J\u202ey"))))
                .last()
                .isEqualTo("a     x\\n\\u{1b}[2J\\u{202e}y");
    }

    @Test
    void timesAreThoseOfTheZone() {
        Times times = new Times(ZoneId.of("Asia/Kolkata"));

        assertThat(times.local("2026-01-31T18:30:05.123Z")).isEqualTo("2026-02-01 00:00:05");
        assertThat(times.local("soon")).isEqualTo("soon");
    }

    private static Item item(String name, String about) {
        return Item.ofTexts("name", name, "about", about);
    }
}
