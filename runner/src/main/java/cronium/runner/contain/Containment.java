package cronium.runner.contain;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How one execution is held, decided before anything is started.
 *
 * @param layer what ties its processes together
 * @param layerIsDemanded whether another layer will not do
 * @param controlGroup where a group is made, if one is to be used
 * @param executionId names the group
 * @param hideProcesses whether the script sees only processes of its own namespace
 * @param confinement of the script
 * @param enforced the words for what the sandbox is, for the result
 */
public record Containment(
        TreeLayer layer,
        boolean layerIsDemanded,
        Optional<Path> controlGroup,
        String executionId,
        boolean hideProcesses,
        Confinement confinement,
        List<String> enforced) {
    public Containment {
        enforced = List.copyOf(enforced);
    }

    /** The script's processes are held together by what every host has; it may do what the runner's user may. */
    public static Containment least(String executionId) {
        return new Containment(
                TreeLayer.WATCHDOG, true, Optional.empty(), executionId, false, Confinement.none(), List.of());
    }
}
