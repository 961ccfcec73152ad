package cronium.runner;

import cronium.runner.journal.StateDirectory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the runner looks when it was not told: by the XDG Base Directory Specification. */
record StandardPlaces(Map<String, String> environment) {

    Path state() {
        return StateDirectory.standard(environment, System.getProperty("user.name", ""), home());
    }

    Path trust() {
        return absolute("XDG_CONFIG_HOME")
                .orElseGet(() -> home().resolve(".config"))
                .resolve("cronium")
                .resolve("trust");
    }

    /** {@code $HOME}, as a shell's {@code ~} has it, else what the user database says. */
    private Path home() {
        return absolute("HOME").orElseGet(() -> Path.of(System.getProperty("user.home", "/")));
    }

    private Optional<Path> absolute(String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> value.startsWith("/"))
                .map(Path::of);
    }
}
