package cronium.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cronium.testkit.hosts.HostNetwork;
import cronium.testkit.hosts.HostOptions;
import cronium.testkit.hosts.SshHost;
import cronium.testkit.hosts.SshKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hosts with sshd, called host-1 and so on, and servers that can log in there. */
final class RemoteHosts implements AutoCloseable {
    private final HostNetwork network;
    private final List<SshHost> hosts;

    private RemoteHosts(HostNetwork network, List<SshHost> hosts) {
        this.network = network;
        this.hosts = hosts;
    }

    static RemoteHosts make(int count) {
        return make(count, HostOptions.USUAL);
    }

    static RemoteHosts make(int count, HostOptions options) {
        Optional<String> missing = HostNetwork.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        HostNetwork network = HostNetwork.open();
        List<SshHost> hosts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            hosts.add(network.host(options));
        }
        return new RemoteHosts(network, hosts);
    }

    /** A copy of the key that all of them let in, shut with a passphrase. */
    Path shutKey(String passphrase) throws IOException {
        Path copy = Files.copy(network.userKey(), network.directory().resolve("shut-key"));
        SshKeys.shut(copy, passphrase);
        return copy;
    }

    int count() {
        return hosts.size();
    }

    /** From 1. */
    SshHost at(int number) {
        return hosts.get(number - 1);
    }

    static String name(int number) {
        return "host-" + number;
    }

    /** A server whose configuration of SSH has the key, and that knows all of them by name and address. */
    ControlPlane plane(Host host, String... options) throws IOException, InterruptedException {
        Path configuration = network.directory().resolve("ssh-config");
        Files.writeString(configuration, "Host *\n  User root\n  IdentityFile " + network.userKey() + "\n");
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("--ssh-config", configuration.toString()));
        ControlPlane plane = ControlPlane.start(host.home(), words.toArray(String[]::new));
        for (int i = 1; i <= hosts.size(); i++) {
            plane.put("/api/v1/hosts/" + name(i), "{\"address\": \"" + at(i).address() + "\", \"groups\": [\"all\"]}")
                    .expect(201);
        }
        return plane;
    }

    /** Gives the server the runners of the store. */
    void register(Host host, BuiltStore store) throws IOException, InterruptedException {
        Finished done = cronium(
                host,
                "runner",
                "register",
                "--store=" + store.root(),
                "--trust=" + store.trust(),
                store.version().getFileName().toString());
        if (done.exitCode() != 0) {
            throw new AssertionError("expected the runners to be registered, found: " + done.errText());
        }
    }

    /** Takes the host's key, and has it trust the server. */
    Finished check(Host host, int number) throws IOException, InterruptedException {
        return cronium(host, "host", "check", name(number), "--accept-new-key", "--install-trust");
    }

    /** Starts an event on a host; the execution's id. */
    String run(ControlPlane plane, String event, int number) throws IOException, InterruptedException {
        return plane.post("/api/v1/events/" + event + "/executions", "{\"target\": \"" + name(number) + "\"}")
                .expect(201)
                .get("id")
                .stringValue();
    }

    Finished cronium(Host host, String... words) throws IOException, InterruptedException {
        return host.program(Image.cronium(), List.of(words)).run();
    }

    @Override
    public void close() {
        network.close();
    }
}
