package cronium.packaging.manual;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.runner.Manual;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bash offers, asked as readline asks it. */
class CompletionTest {
    /** Sources the file, finds the function that it registered, and calls it with the words of a line; the last one is begun. */
    private static final String ASK = """
            # A builtin that works only while readline waits.
            compopt() { :; }
            program=$1
            . "share/bash-completion/completions/$program" || exit 9
            function=$(complete -p "$program") && function=${function#*-F } && function=${function%% *}
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
            COMPREPLY=()
            "$function" "$program" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void write() throws IOException {
        SharedFiles.write(directory.resolve("share"), "1.2.3");
        Files.createFile(directory.resolve("backup.tar.gz"));
    }

    @Test
    void commandsAreOffered() throws IOException, InterruptedException {
        assertThat(offered("cronium", "")).contains("run", "payload", "key", "version", "help");
        assertThat(offered("cronium", "payload", "")).contains("pack", "sign", "grant", "verify", "inspect", "diff");
        assertThat(offered("cronium", "pay")).containsExactly("payload");
        assertThat(offered("cronium-runner", ""))
                .containsExactlyInAnyOrderElementsOf(
                        Manual.commands().stream().map(Manual.Command::name).toList());
    }

    @Test
    void optionsOfACommandAreOffered() throws IOException, InterruptedException {
        List<String> ofRun = Manual.commands().getFirst().options().stream()
                .map(Manual.Option::name)
                .toList();

        assertThat(offered("cronium-runner", "run", "-")).containsExactlyInAnyOrderElementsOf(ofRun);
        assertThat(offered("cronium", "run", "folder", "--")).containsAll(ofRun).contains("--help");
        assertThat(offered("cronium", "payload", "pack", "--o")).containsExactly("--output");
        assertThat(offered("cronium-runner", "probe", "--")).containsExactly("--json");
    }

    @Test
    void valuesOfAnOptionAreOffered() throws IOException, InterruptedException {
        assertThat(offered("cronium-runner", "run", "--format", "")).contains("pretty", "json", "logfmt", "raw");
        assertThat(offered("cronium-runner", "run", "--containment", "w")).containsExactly("watchdog");
        assertThat(offered("cronium", "run", "folder", "--trust-mode", "")).contains("enforce", "warn");
    }

    @Test
    void filesAreOfferedWhereAPathIsExpected() throws IOException, InterruptedException {
        assertThat(offered("cronium-runner", "run", "back")).containsExactly("backup.tar.gz");
        assertThat(offered("cronium-runner", "run", "--result", "back")).containsExactly("backup.tar.gz");
        assertThat(offered("cronium-runner", "run", "--timeout", "back")).isEmpty();
    }

    private List<String> offered(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "--norc", "-c", ASK, "bash"));
        command.addAll(List.of(words));
        Tool bash = Tool.run("bash", directory, command.toArray(String[]::new));
        assertThat(bash.exitCode()).as(bash.said()).isZero();
        return Stream.of(bash.said().split("\n", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
