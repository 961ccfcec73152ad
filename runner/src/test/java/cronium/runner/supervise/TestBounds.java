package cronium.runner.supervise;

import cronium.payload.manifest.Limits;
import cronium.payload.manifest.Sandbox;
import cronium.runner.contain.Abilities;
import cronium.runner.contain.ContainmentException;
import cronium.runner.contain.ContainmentPlanner;
import cronium.runner.contain.TreeLayer;
import cronium.runner.linux.LinuxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Bounds for supervisors in tests, with the layers of containment that this host and user have. */
final class TestBounds {
    private TestBounds() {}

    static List<TreeLayer> layers() throws LinuxException {
        Abilities abilities = Abilities.ofThisHost();
        List<TreeLayer> layers = new ArrayList<>(List.of(TreeLayer.WATCHDOG));
        if (abilities.controlGroup().isPresent()) {
            layers.add(TreeLayer.CGROUP);
        }
        if (abilities.canIsolateProcesses()) {
            layers.add(TreeLayer.PID_NAMESPACE);
        }
        for (TreeLayer layer : TreeLayer.values()) {
            if (!layers.contains(layer)) {
                String missing = "layer " + layer.word() + " is not tested: this host or user has none";
                if ("true".equals(System.getenv("CI"))) {
                    throw new AssertionError(missing);
                }
                System.out.println(missing);
            }
        }
        return layers;
    }

    static Bounds of(TreeLayer layer, Duration grace) {
        return of(layer, Limits.none(), Sandbox.host(), grace, List.of());
    }

    static Bounds of(TreeLayer layer, Limits limits, Sandbox sandbox, Duration grace, List<Path> directories) {
        try {
            return new Bounds(
                    new ContainmentPlanner(Abilities.ofThisHost(), Optional.of(layer), Set.of())
                            .plan("test-" + UUID.randomUUID(), sandbox, directories, Path.of("/bin/bash")),
                    limits,
                    grace,
                    directories,
                    Optional.empty());
        } catch (LinuxException | ContainmentException e) {
            throw new AssertionError(e);
        }
    }
}
