package cronium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The commands as a whole. */
class MainTest {
    /** A command that is called is found by that name before its class is looked at. */
    @Test
    void everyCommandIsKnownByItsOwnName() {
        Map<String, CommandLine> commands = Main.definitions().getSubcommands();

        assertThat(commands).hasSizeGreaterThan(12);
        commands.forEach((name, command) -> assertThat(command.getCommandSpec()
                        .userObject()
                        .getClass()
                        .getAnnotation(CommandLine.Command.class)
                        .name())
                .isEqualTo(name));
    }
}
