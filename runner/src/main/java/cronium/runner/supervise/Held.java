package cronium.runner.supervise;

import cronium.runner.contain.TreeLayer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the processes of a script can be found again, whoever looks for them.
 *
 * @param pid of the script's process, also its session
 * @param layer that holds them together
 * @param controlGroup that they are in
 * @param tag that they carry
 */
public record Held(int pid, TreeLayer layer, Optional<Path> controlGroup, Optional<Tag> tag) {}
