package cronium.packaging.manual;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.runner.Manual;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The manual pages, as groff shows them. */
class ManualPagesTest {
    private final Map<String, String> pages = ManualPages.all("1.2.3");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void groffHasNothingToWarnOf() throws IOException, InterruptedException {
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(directory.resolve(page.getKey()), page.getValue());
            Tool groff = Tool.run("groff-base", directory, "groff", "-man", "-ww", "-Tutf8", "-z", page.getKey());
            assertThat(groff.said()).as(page.getKey()).isEmpty();
            assertThat(groff.exitCode()).as(page.getKey()).isZero();
        }
    }

    @Test
    void groffWarnsOfAPageThatIsWrong() throws IOException, InterruptedException {
        Files.writeString(directory.resolve("wrong.1"), pages.get("cronium.1") + ".NOSUCH macro\n");

        assertThat(Tool.run("groff-base", directory, "groff", "-man", "-ww", "-Tutf8", "-z", "wrong.1")
                        .said())
                .contains("NOSUCH");
    }

    @Test
    void theRunnersPageShowsEveryCommandOptionAndExitCode() throws IOException, InterruptedException {
        String shown = shown("cronium-runner.1");

        for (Manual.Command command : Manual.commands()) {
            assertThat(shown).containsPattern("(?m)^ +" + command.name() + "\\b");
            command.options()
                    .forEach(option -> assertThat(shown)
                            .containsPattern("(?m)^ +" + Pattern.quote(option.usage()) + "(?: |$)")
                            .contains(firstWords(option.meaning())));
        }
        Manual.exitCodes()
                .forEach(code -> assertThat(shown).contains(" " + code.code()).contains(code.meaning()));
        assertThat(shown).contains("CRONIUM-RUNNER(1)", "Cronium 1.2.3", "cronium(1)");
    }

    @Test
    void everyCommandOfTheOperatorHasAPageThatShowsItsOptions() throws IOException, InterruptedException {
        check(Definitions.operator());
        assertThat(pages)
                .containsKeys("cronium.1", "cronium-run.1", "cronium-payload-pack.1", "cronium-key-generate.1")
                .hasSizeGreaterThan(12);
    }

    @Test
    void charactersThatRoffTakesForItsOwnAreShownAsTheyAre() throws IOException, InterruptedException {
        String odd = ".TH 'quoted' \"twice\" `grave` ~/a^b a\\nb --dashes-and-hyphens";
        Files.writeString(
                directory.resolve("odd.1"),
                new Roff()
                        .title("ODD", "Odd")
                        .section("NAME")
                        .line("odd \\- x")
                        .words(odd)
                        .toString());

        Tool groff = Tool.run("groff-base", directory, "groff", "-man", "-ww", "-Tascii", "-P-cbou", "odd.1");

        assertThat(groff.said().lines().map(String::strip).toList().toString().replace(", ", " "))
                .contains("odd - x " + odd);
    }

    private void check(CommandLine command) throws IOException, InterruptedException {
        if (!ManualPages.hasPage(command.getCommandSpec())) {
            return;
        }
        String shown = shown(ManualPage.name(command.getCommandSpec()) + ".1");
        command.getCommandSpec()
                .options()
                .forEach(option -> List.of(option.names())
                        .forEach(name ->
                                assertThat(shown).as(command.getCommandName()).contains(name)));
        for (CommandLine below : command.getSubcommands().values()) {
            assertThat(shown).contains(below.getCommandName());
            check(below);
        }
    }

    private String shown(String page) throws IOException, InterruptedException {
        assertThat(pages).containsKey(page);
        Files.writeString(directory.resolve(page), pages.get(page));
        Tool groff = Tool.run(
                "groff-base", directory, "groff", "-man", "-ww", "-Tascii", "-P-cbou", "-rLL=1000n", "-rLT=100n", page);
        assertThat(groff.exitCode()).as(groff.said()).isZero();
        return groff.said();
    }

    /** A capital begins the sentence that the meaning becomes. */
    private static String firstWords(String meaning) {
        return meaning.substring(1);
    }
}
