package cronium.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a command may know of the machine and its caller. Made once, in {@link Main}.
 *
 * @param home the user's home directory
 * @param image the folder that holds this program, if it was started from one
 * @param terminal whether standard error is one
 * @param handover where the command that the launcher is to become is written, if a launcher asked for one
 */
record Surroundings(
        Map<String, String> environment,
        Path home,
        Optional<Path> image,
        Optional<Path> handover,
        boolean terminal,
        Clock clock,
        LongSupplier nanoTime,
        PrintStream out,
        PrintStream err) {

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
