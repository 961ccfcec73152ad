package cronium.runner.contain;

import cronium.payload.manifest.Filesystem;
import cronium.payload.manifest.Network;
import cronium.payload.manifest.Sandbox;
import cronium.runner.linux.Landlock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides how to hold an execution: from a sandbox, the wishes of the command and what the host can do. Pure.
 *
 * @param demanded the layer that the command names; empty takes the strongest that keeps the script's view of the host
 * @param bestEffort what may be missing
 */
public record ContainmentPlanner(Abilities abilities, Optional<TreeLayer> demanded, Set<SandboxLayer> bestEffort) {
    public ContainmentPlanner {
        bestEffort = Set.copyOf(bestEffort);
    }

    /**
     * Plans.
     *
     * @param ownDirectories absolute paths that the script may always write
     * @param interpreter real path of the program that runs the script
     * @throws ContainmentException when the host lacks what is required
     */
    public Containment plan(String executionId, Sandbox sandbox, List<Path> ownDirectories, Path interpreter)
            throws ContainmentException {
        boolean hide = sandbox.filesystem() == Filesystem.PRIVATE
                && abilities.canIsolateProcesses()
                && demanded.orElse(TreeLayer.PID_NAMESPACE) == TreeLayer.PID_NAMESPACE;
        TreeLayer layer = layer(hide);
        List<String> enforced = new ArrayList<>();
        Confinement confinement = confinement(sandbox, ownDirectories, interpreter, layer, enforced);
        if (hide) {
            enforced.add("hidden-processes");
        }
        return new Containment(
                layer,
                demanded.isPresent(),
                layer == TreeLayer.WATCHDOG ? Optional.empty() : abilities.controlGroup(),
                executionId,
                hide,
                confinement,
                enforced);
    }

    private TreeLayer layer(boolean hide) throws ContainmentException {
        if (demanded.isPresent()) {
            switch (demanded.get()) {
                case CGROUP ->
                    require(
                            abilities.controlGroup().isPresent(),
                            "containment cgroup: expected a writable control group of version 2, found none");
                case PID_NAMESPACE ->
                    require(
                            abilities.canIsolateProcesses(),
                            "containment pid-namespace: expected CAP_SYS_ADMIN and a kernel with such namespaces,"
                                    + " found " + (abilities.administrator() ? "no such namespaces" : "no such right"));
                case WATCHDOG -> {}
            }
            return demanded.get();
        }
        // A namespace would change what a script sees of the host, so it is taken only where that is wanted anyway.
        if (hide) {
            return TreeLayer.PID_NAMESPACE;
        }
        return abilities.controlGroup().isPresent() ? TreeLayer.CGROUP : TreeLayer.WATCHDOG;
    }

    private Confinement confinement(
            Sandbox sandbox, List<Path> ownDirectories, Path interpreter, TreeLayer layer, List<String> enforced)
            throws ContainmentException {
        if (!sandbox.restricts()) {
            return Confinement.none();
        }
        int abi = abilities.landlockAbi();
        files(sandbox, abi, enforced);
        network(sandbox.network(), abi, enforced);
        if (abilities.seccomp()) {
            enforced.add("system-calls");
        } else {
            miss(SandboxLayer.SYSTEM_CALLS, "system calls: expected seccomp (Linux 3.17), found none");
        }
        if (abi >= Landlock.ABI_OF_SCOPES || layer == TreeLayer.PID_NAMESPACE) {
            enforced.add("signals");
        }
        if (abilities.administrator()) {
            enforced.add("capabilities");
        }
        return new Confinement(
                sandbox,
                ownDirectories.stream().map(Path::toString).toList(),
                interpreter.toString(),
                abi,
                abilities.seccomp());
    }

    private void files(Sandbox sandbox, int abi, List<String> enforced) throws ContainmentException {
        if (sandbox.filesystem() == Filesystem.HOST) {
            return;
        }
        if (abi >= Landlock.ABI_OF_TRUNCATE) {
            enforced.add("filesystem-" + sandbox.filesystem().text());
        } else {
            miss(
                    SandboxLayer.FILESYSTEM,
                    "sandbox.filesystem: expected Landlock ABI 3 or newer (Linux 6.2), found "
                            + (abi == 0 ? "none" : "ABI " + abi));
        }
    }

    private void network(Network network, int abi, List<String> enforced) throws ContainmentException {
        switch (network) {
            case Network.Host _ -> {}
            case Network.None _ -> {
                if (abilities.seccomp()) {
                    enforced.add("network-none");
                } else {
                    miss(SandboxLayer.NETWORK, "sandbox.network: expected seccomp (Linux 3.17), found none");
                }
            }
            case Network.TcpConnect _ -> {
                if (abilities.seccomp() && abi >= Landlock.ABI_OF_NETWORK) {
                    enforced.add("network-tcp-connect");
                } else {
                    miss(
                            SandboxLayer.NETWORK,
                            "sandbox.network: expected seccomp and Landlock ABI 4 or newer (Linux 6.7), found "
                                    + (abi == 0 ? "no Landlock" : "ABI " + abi));
                }
            }
        }
    }

    private void miss(SandboxLayer layer, String message) throws ContainmentException {
        require(
                bestEffort.contains(layer),
                message + "; --best-effort " + layer.word() + " runs the script without it");
    }

    private static void require(boolean holds, String message) throws ContainmentException {
        if (!holds) {
            throw new ContainmentException(message);
        }
    }
}
