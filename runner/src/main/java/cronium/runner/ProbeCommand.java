package cronium.runner;

import cronium.payload.manifest.Filesystem;
import cronium.payload.manifest.Network;
import cronium.payload.manifest.Sandbox;
import cronium.runner.contain.Abilities;
import cronium.runner.contain.Containment;
import cronium.runner.contain.ContainmentException;
import cronium.runner.contain.ContainmentPlanner;
import cronium.runner.contain.TreeLayer;
import cronium.runner.journal.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code cronium-runner probe}: what this host lets this user enforce. Asks the kernel, and changes nothing. */
final class ProbeCommand {
    private static final Path SHELL = Path.of("/bin/sh");
    private static final int ANY_PORT = 443;

    private final PrintStream out;

    ProbeCommand(PrintStream out) {
        this.out = out;
    }

    void run(List<String> arguments) throws UsageException, IOException {
        boolean json = arguments.equals(List.of("--json"));
        if (!arguments.isEmpty() && !json) {
            throw new UsageException("probe: expected [--json], found '" + String.join(" ", arguments) + "'");
        }
        Abilities abilities = Abilities.ofThisHost();
        Map<String, Optional<String>> sandbox = sandbox(abilities);
        if (json) {
            out.writeBytes(json(abilities, sandbox));
        } else {
            print(abilities, sandbox);
        }
    }

    /** Each kind of sandbox, with the reason why this host cannot enforce it, if so. */
    private static Map<String, Optional<String>> sandbox(Abilities abilities) {
        Map<String, Optional<String>> parts = new LinkedHashMap<>();
        parts.put("filesystem=read-only", fault(abilities, Filesystem.READ_ONLY, new Network.Host()));
        parts.put("filesystem=private", fault(abilities, Filesystem.PRIVATE, new Network.Host()));
        parts.put("network=none", fault(abilities, Filesystem.HOST, new Network.None()));
        parts.put("network=tcp-connect", fault(abilities, Filesystem.HOST, new Network.TcpConnect(List.of(ANY_PORT))));
        return parts;
    }

    private static Optional<String> fault(Abilities abilities, Filesystem filesystem, Network network) {
        try {
            plan(abilities, Optional.empty(), new Sandbox(filesystem, network, List.of(), List.of()));
            return Optional.empty();
        } catch (ContainmentException e) {
            String message = String.valueOf(e.getMessage());
            int advice = message.indexOf("; --best-effort");
            return Optional.of(advice < 0 ? message : message.substring(0, advice));
        }
    }

    private static List<TreeLayer> layers(Abilities abilities) {
        List<TreeLayer> layers = new ArrayList<>();
        for (TreeLayer layer : TreeLayer.values()) {
            try {
                plan(abilities, Optional.of(layer), Sandbox.host());
                layers.add(layer);
            } catch (ContainmentException e) {
                // Not here.
            }
        }
        return layers;
    }

    private static Containment plan(Abilities abilities, Optional<TreeLayer> layer, Sandbox sandbox)
            throws ContainmentException {
        return new ContainmentPlanner(abilities, layer, Set.of()).plan("probe", sandbox, List.of(), SHELL);
    }

    private static TreeLayer chosen(Abilities abilities) {
        try {
            return plan(abilities, Optional.empty(), Sandbox.host()).layer();
        } catch (ContainmentException e) {
            throw new IllegalStateException("every host has a layer", e);
        }
    }

    private void print(Abilities abilities, Map<String, Optional<String>> sandbox) {
        out.println("processes are held by");
        for (TreeLayer layer : TreeLayer.values()) {
            boolean here = layers(abilities).contains(layer);
            String note = !here ? "no" : layer == chosen(abilities) ? "yes, taken by default" : "yes";
            line(layer.word(), layer == TreeLayer.CGROUP && here ? note + " (" + group(abilities) + ")" : note);
        }
        out.println("sandbox");
        sandbox.forEach(
                (part, fault) -> line(part, fault.map(why -> "no: " + why).orElse("yes")));
        line("hidden processes", abilities.canIsolateProcesses() ? "yes, with filesystem=private" : "no: needs root");
        out.println("kernel");
        line("Landlock", abilities.landlockAbi() == 0 ? "none" : "ABI " + abilities.landlockAbi());
        line("seccomp", abilities.seccomp() ? "yes" : "no");
        line("CAP_SYS_ADMIN", abilities.administrator() ? "yes" : "no");
    }

    private static String group(Abilities abilities) {
        return abilities.controlGroup().map(Path::toString).orElse("");
    }

    private void line(String name, String value) {
        out.println("  " + name + " ".repeat(Math.max(1, 22 - name.length())) + value);
    }

    private static byte[] json(Abilities abilities, Map<String, Optional<String>> sandbox) {
        Json json = new Json().open('{');
        json.member("landlockAbi", abilities.landlockAbi());
        json.member("seccomp", abilities.seccomp());
        json.member("administrator", abilities.administrator());
        abilities.controlGroup().ifPresent(group -> json.member("controlGroup", group.toString()));
        json.name("layers").open('[');
        layers(abilities).forEach(layer -> json.element().string(layer.word()));
        json.close(']');
        json.member("defaultLayer", chosen(abilities).word());
        json.name("sandbox").open('{');
        sandbox.forEach((part, fault) -> json.member(part, fault.isEmpty()));
        json.member("hidden-processes", abilities.canIsolateProcesses());
        return json.close('}').close('}').bytes();
    }
}
