package cronium.runner;

import cronium.payload.manifest.Filesystem;
import cronium.payload.manifest.Network;
import cronium.payload.manifest.Sandbox;
import cronium.runner.contain.SandboxLayer;
import cronium.runner.contain.TreeLayer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the command asks of containment.
 *
 * @param filesystem at least as strict as this
 * @param network at least as strict as this
 * @param layer to hold the processes with; empty lets the runner choose
 * @param bestEffort what of the sandbox may be missing on this host
 */
record HoldOptions(Filesystem filesystem, Network network, Optional<TreeLayer> layer, Set<SandboxLayer> bestEffort) {
    private static final String TCP_CONNECT = "tcp-connect:";

    HoldOptions {
        bestEffort = Set.copyOf(bestEffort);
    }

    static HoldOptions none() {
        return new HoldOptions(Filesystem.HOST, new Network.Host(), Optional.empty(), Set.of());
    }

    /** The manifest's sandbox, or what is stricter here. */
    Sandbox narrow(Sandbox sandbox) {
        return sandbox.narrowed(filesystem, network);
    }

    /** {@code filesystem=NAME} or {@code network=NAME}. */
    HoldOptions withSandbox(String assignment) throws UsageException {
        int equals = assignment.indexOf('=');
        String key = equals < 0 ? assignment : assignment.substring(0, equals);
        String value = equals < 0 ? "" : assignment.substring(equals + 1);
        return switch (key) {
            case "filesystem" -> withFilesystem(value);
            case "network" -> new HoldOptions(filesystem, network.narrowed(network(value)), layer, bestEffort);
            default ->
                throw new UsageException(
                        "--sandbox: expected filesystem=NAME or network=NAME, found '" + assignment + "'");
        };
    }

    private HoldOptions withFilesystem(String name) throws UsageException {
        Filesystem asked = Filesystem.named(name)
                .orElseThrow(() -> new UsageException(
                        "--sandbox filesystem: expected host, read-only or private, found '" + name + "'"));
        return new HoldOptions(asked.compareTo(filesystem) > 0 ? asked : filesystem, network, layer, bestEffort);
    }

    private static Network network(String name) throws UsageException {
        if (name.startsWith(TCP_CONNECT)) {
            return new Network.TcpConnect(ports(name.substring(TCP_CONNECT.length())));
        }
        return switch (name) {
            case "host" -> new Network.Host();
            case "none" -> new Network.None();
            default ->
                throw new UsageException(
                        "--sandbox network: expected host, none or tcp-connect:PORT[,PORT...], found '" + name + "'");
        };
    }

    private static List<Integer> ports(String list) throws UsageException {
        List<Integer> ports = new ArrayList<>();
        for (String word : list.split(",", -1)) {
            int port = word.matches("[0-9]{1,5}") ? Integer.parseInt(word) : 0;
            if (port < 1 || port > Network.MAX_PORT) {
                throw new UsageException("--sandbox network: expected ports from 1 to " + Network.MAX_PORT
                        + " with commas between, found '" + list + "'");
            }
            ports.add(port);
        }
        return ports;
    }

    HoldOptions withLayer(String name) throws UsageException {
        if (name.equals("auto")) {
            return new HoldOptions(filesystem, network, Optional.empty(), bestEffort);
        }
        TreeLayer asked = TreeLayer.named(name)
                .orElseThrow(() -> new UsageException(
                        "--containment: expected auto, cgroup, pid-namespace or watchdog, found '" + name + "'"));
        return new HoldOptions(filesystem, network, Optional.of(asked), bestEffort);
    }

    HoldOptions withBestEffort(String names) throws UsageException {
        Set<SandboxLayer> all = new HashSet<>(bestEffort);
        for (String name : names.split(",", -1)) {
            all.add(SandboxLayer.named(name)
                    .orElseThrow(() -> new UsageException(
                            "--best-effort: expected filesystem, network or system-calls, found '" + name + "'")));
        }
        return new HoldOptions(filesystem, network, layer, all);
    }
}
