package cronium.cli;

import cronium.cli.show.Terminal;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * What a command may know of the machine and its caller. Made once, in {@code main}.
 *
 * @param home the user's home directory
 * @param image the folder that holds this program, if it was started from one
 * @param terminal whether standard error is one
 * @param columns how wide the terminal is that standard output is, if it is one
 * @param rows how high that terminal is
 * @param handover where the command that the launcher is to become is written, if a launcher asked for one
 */
public record Surroundings(
        Map<String, String> environment,
        Path home,
        Optional<Path> image,
        Optional<Path> handover,
        boolean terminal,
        OptionalInt columns,
        OptionalInt rows,
        Clock clock,
        LongSupplier nanoTime,
        InputStream in,
        PrintStream out,
        PrintStream err) {

    /** Those of this process. */
    public static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                home(System.getenv()),
                path("cronium.image"),
                path("cronium.handover"),
                Boolean.getBoolean("cronium.terminal"),
                size(System.getProperty("cronium.columns", "")),
                size(System.getProperty("cronium.rows", "")),
                Clock.system(ZoneId.systemDefault()),
                System::nanoTime,
                System.in,
                System.out,
                System.err);
    }

    /** {@code $HOME}, as a shell's {@code ~} has it, else what the user database says. */
    private static Path home(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("HOME"))
                .filter(value -> value.startsWith("/"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home", "/")));
    }

    /** As stty(1) says it, or nothing; a terminal that does not know its size says 0. */
    private static OptionalInt size(String text) {
        return text.matches("[1-9][0-9]{0,5}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    private static Optional<Path> path(String property) {
        return Optional.ofNullable(System.getProperty(property))
                .filter(value -> !value.isEmpty())
                .map(Path::of);
    }

    /** Where a table goes. No colours by https://no-color.org, whatever that variable says. */
    Terminal standardOutput() {
        boolean colours =
                columns.isPresent() && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(columns, colours);
    }

    /** {@code $XDG_CONFIG_HOME/cronium} or {@code ~/.config/cronium}. */
    Path configuration() {
        return directory("XDG_CONFIG_HOME", ".config");
    }

    /** {@code $XDG_CACHE_HOME/cronium} or {@code ~/.cache/cronium}. */
    Path cache() {
        return directory("XDG_CACHE_HOME", ".cache");
    }

    /** By the XDG Base Directory Specification: a relative path in the variable is passed over. */
    private Path directory(String variable, String standard) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> value.startsWith("/"))
                .map(Path::of)
                .orElseGet(() -> home.resolve(standard))
                .resolve("cronium");
    }
}
