package cronium.testkit.hosts;

import cronium.testkit.Await;
import cronium.testkit.RequiredTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bridge with hosts at it, on a private network with random numbers. What a run that crashed left is removed by the next. Not
 * thread-safe. Closing removes hosts, their processes, the bridge and all files.
 */
public final class HostNetwork implements AutoCloseable {
    /** The process that made it, then a random part; a host has its number behind. Interface names have at most 15 characters. */
    private static final Pattern NAME = Pattern.compile("cr([0-9]+)x[0-9a-f]{2}(?:-[0-9]+)?");

    private final String name;
    private final String prefix;
    private final Path directory;
    private final List<SshHost> hosts = new ArrayList<>();

    private HostNetwork(String name, String prefix, Path directory) {
        this.name = name;
        this.prefix = prefix;
        this.directory = directory;
    }

    /**
     * Why there can be none; empty if there can.
     *
     * @throws AssertionError if so and the environment variable CI is {@code true}
     */
    public static Optional<String> missing() {
        List<RequiredTool> tools = List.of(
                new RequiredTool("sshd", "openssh-server"),
                new RequiredTool("ssh-keygen", "openssh-client"),
                new RequiredTool("ip", "iproute2"),
                new RequiredTool("python3", "python3"),
                new RequiredTool("unshare", "util-linux"),
                new RequiredTool("nsenter", "util-linux"));
        Optional<String> tool =
                tools.stream().flatMap(each -> each.missing().stream()).findFirst();
        if (tool.isPresent() || "root".equals(System.getProperty("user.name"))) {
            return tool;
        }
        String advice = "hosts are network namespaces, which only root can make: run the tests as root";
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(advice);
        }
        return Optional.of(advice);
    }

    /** A network without hosts. To be closed by the caller. */
    public static HostNetwork open() {
        removeLeftovers();
        RandomGenerator random = RandomGenerator.getDefault();
        String name =
                "cr" + ProcessHandle.current().pid() + "x" + HexFormat.of().toHexDigits((byte) random.nextInt(256));
        String prefix = "10." + random.nextInt(64, 250) + "." + random.nextInt(1, 250) + ".";
        try {
            Path directory = Files.createTempDirectory(name);
            HostNetwork network = new HostNetwork(name, prefix, directory);
            SshKeys.make(network.userKey());
            Tool.run("ip", "link", "add", name, "type", "bridge");
            Tool.run("ip", "address", "add", network.bridgeAddress() + "/24", "dev", name);
            Tool.run("ip", "link", "set", name, "up");
            return network;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A host more, whose sshd listens on port 22. At most 200. */
    public SshHost host(HostOptions options) {
        int number = hosts.size() + 1;
        SshHost host =
                SshHost.start(name + "-" + number, prefix + number, directory.resolve("host-" + number), this, options);
        hosts.add(host);
        return host;
    }

    public SshHost host() {
        return host(HostOptions.USUAL);
    }

    /** The private key that every host lets root in with; its public one stands beside it. */
    public Path userKey() {
        return directory.resolve("user-key");
    }

    /** For files of the test; removed with the network. */
    public Path directory() {
        return directory;
    }

    String bridge() {
        return name;
    }

    /** This machine's address in the network. */
    String bridgeAddress() {
        return prefix + "254";
    }

    @Override
    public void close() {
        hosts.forEach(SshHost::close);
        Tool.run("ip", "link", "delete", name);
        removeTree(directory);
    }

    private static void removeLeftovers() {
        for (String line : Tool.run("ip", "netns", "list").lines().toList()) {
            String found = line.split(" ", 2)[0];
            if (isLeftover(found)) {
                removeNamespace(found);
            }
        }
        for (String line :
                Tool.run("ip", "-o", "link", "show", "type", "bridge").lines().toList()) {
            String found = line.split(":? ", 3)[1];
            if (isLeftover(found)) {
                Tool.tried(List.of("ip", "link", "delete", found));
            }
        }
    }

    private static boolean isLeftover(String name) {
        Matcher ours = NAME.matcher(name);
        return ours.matches() && ProcessHandle.of(Long.parseLong(ours.group(1))).isEmpty();
    }

    /** Its processes first: a namespace lives as long as one of them. */
    static void removeNamespace(String namespace) {
        Await.until(
                "no process in namespace " + namespace,
                () -> {
                    String living = Tool.tried(List.of("ip", "netns", "pids", namespace))
                            .output();
                    living.lines()
                            .filter(pid -> pid.matches("[0-9]+"))
                            .forEach(pid ->
                                    ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly));
                    return living;
                },
                String::isBlank);
        Tool.tried(List.of("ip", "netns", "delete", namespace));
    }

    private static void removeTree(Path directory) {
        try (var found = Files.walk(directory)) {
            for (Path path : found.toList().reversed()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
