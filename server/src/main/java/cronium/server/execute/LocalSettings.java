package cronium.server.execute;

import java.nio.file.Path;
import java.util.Map;

/**
 * How runners are started on this machine.
 *
 * @param node who claims: this node of the control plane, the same after a restart
 * @param runner the program, {@code cronium-runner}
 * @param state the runners' state directory; journals are in it
 * @param trust the directory with the public key that payloads are signed with
 * @param environment all that runners get of it
 * @param slots how many run at once, from 1
 */
public record LocalSettings(
        String node, Path runner, Path state, Path trust, Map<String, String> environment, int slots) {
    public LocalSettings {
        environment = Map.copyOf(environment);
    }
}
