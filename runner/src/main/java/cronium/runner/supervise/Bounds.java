package cronium.runner.supervise;

import cronium.payload.manifest.Limits;
import cronium.runner.contain.Containment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a script is held to.
 *
 * @param limits the lower ones of the manifest's and the command's
 * @param defaultGrace if the limits name none
 * @param directories that {@code limits.disk} counts
 * @param gate a directory in which files can be made for the gate; empty if that is to be a shell
 */
public record Bounds(
        Containment containment, Limits limits, Duration defaultGrace, List<Path> directories, Optional<Path> gate) {
    public Bounds {
        directories = List.copyOf(directories);
    }

    /** Of the script, from its start. */
    Optional<Duration> timeLimit() {
        return limits.timeout();
    }

    /** From the request to end until SIGKILL. */
    Duration grace() {
        return limits.grace().orElse(defaultGrace);
    }
}
