package cronium.testkit.hosts;

import cronium.testkit.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One host of a {@link HostNetwork}: root may log in with the network's key, and so may two users that are nowhere else. Not
 * thread-safe.
 */
public final class SshHost {
    /** Somebody without rights, whose home is a directory of the host. */
    public static final String ORDINARY_USER = "ordinary";

    /** Somebody whose login shell runs nothing. */
    public static final String SHELLLESS_USER = "shellless";

    /** Where the ordinary user's files are. */
    public static final String ORDINARY_HOME = "/run/ordinary";

    private static final int ORDINARY_ID = 64_999;

    private final String namespace;
    private final String address;
    private final Path directory;
    /** Keeps the mounts, and with them the host's files, whatever becomes of its processes. It ends with its input. */
    private final Process disks;

    private final String bridgeAddress;
    private Process server;
    private Optional<SlowLink> slow = Optional.empty();

    private SshHost(String namespace, String bridgeAddress, String address, Path directory, Process disks)
            throws IOException {
        this.namespace = namespace;
        this.bridgeAddress = bridgeAddress;
        this.address = address;
        this.directory = directory;
        this.disks = disks;
        this.server = listening();
    }

    static SshHost start(String namespace, String address, Path directory, HostNetwork network, HostOptions options) {
        try {
            Files.createDirectory(directory);
            String peer = namespace.replace("-", "v");
            Tool.run("ip", "netns", "add", namespace);
            Tool.run("ip", "link", "add", peer, "type", "veth", "peer", "name", "eth0", "netns", namespace);
            Tool.run("ip", "link", "set", peer, "master", network.bridge(), "up");
            Tool.run("ip", "-n", namespace, "address", "add", address + "/24", "dev", "eth0");
            Tool.run("ip", "-n", namespace, "link", "set", "eth0", "up");
            Tool.run("ip", "-n", namespace, "link", "set", "lo", "up");
            SshKeys.make(key(directory));
            Files.write(directory.resolve("sshd_config"), configuration(directory, options));
            return new SshHost(namespace, network.bridgeAddress(), address, directory, mounted(network, options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In a mount namespace of its own: its /run, /var/lib, users and home are seen by nobody else. */
    private static Process mounted(HostNetwork network, HostOptions options) throws IOException {
        String script = "set -e; mount -t tmpfs -o mode=0755 tmpfs /run; mkdir -m 0755 /run/sshd; "
                + "mount -t tmpfs -o mode=0755 tmpfs /var/lib; "
                + "cp " + network.userKey() + ".pub /run/authorized; chmod 644 /run/authorized; "
                + users() + "mount --bind /run/passwd /etc/passwd; "
                + "mkdir -m 0700 " + ORDINARY_HOME + "; chown " + ORDINARY_ID + ":" + ORDINARY_ID + " " + ORDINARY_HOME
                + "; "
                + "mount -t tmpfs -o mode=0700 tmpfs \"$HOME\"; " + options.setUp() + "\n"
                + "mount -o remount," + options.homeMount() + " tmpfs \"$HOME\"; echo mounted; exec cat >/dev/null";
        ProcessBuilder starting = new ProcessBuilder("unshare", "-m", "--propagation", "slave", "sh", "-c", script);
        starting.environment().put("HOME", System.getProperty("user.home"));
        Process disks = starting.redirectErrorStream(true).start();
        awaitLine(disks, "mounted");
        return disks;
    }

    private static String users() {
        String beginning = ":*:" + ORDINARY_ID + ":" + ORDINARY_ID + "::" + ORDINARY_HOME + ":";
        return "{ cat /etc/passwd; echo '" + ORDINARY_USER + beginning + "/bin/sh'; echo '" + SHELLLESS_USER + beginning
                + "/bin/false'; } >/run/passwd; ";
    }

    private Process listening() throws IOException {
        ProcessBuilder starting = new ProcessBuilder(
                        inside("exec \"$(command -v sshd)\" -D -e -f " + directory.resolve("sshd_config")))
                .redirectErrorStream(true);
        starting.environment().put("HOME", System.getProperty("user.home"));
        Process started = starting.start();
        awaitLine(started, "Server listening on 0.0.0.0");
        return started;
    }

    private List<String> inside(String commands) {
        // In this order: the host's /run hides the names of network namespaces.
        return List.of(
                "ip",
                "netns",
                "exec",
                namespace,
                "nsenter",
                "-t",
                Long.toString(disks.pid()),
                "-m",
                "sh",
                "-c",
                commands);
    }

    private static List<String> configuration(Path directory, HostOptions options) {
        List<String> lines = new ArrayList<>(options.serverLines());
        lines.addAll(List.of(
                "Port 22",
                "HostKey " + key(directory),
                "HostCertificate " + key(directory) + "-cert.pub",
                "AuthorizedKeysFile /run/authorized",
                "PidFile none",
                "UsePAM no",
                "StrictModes no",
                "PermitRootLogin prohibit-password",
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "UseDNS no",
                "MaxSessions 1000",
                "MaxStartups 1000"));
        return lines;
    }

    private static Path key(Path directory) {
        return directory.resolve("host-key");
    }

    /** What it prints later is dropped. */
    private static void awaitLine(Process process, String beginning) throws IOException {
        BufferedReader log = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            if (line.startsWith(beginning)) {
                Thread.ofVirtual().start(() -> log.lines().forEach(ignored -> {}));
                return;
            }
            seen.append(line).append('\n');
        }
        throw new AssertionError("expected \"" + beginning + "\", found " + seen);
    }

    /** Its IPv4 address, for all purposes its name. */
    public String address() {
        return address;
    }

    /** Its private host key; sshd uses a certificate that stands beside it from the next {@link #reboot} on. */
    public Path hostKey() {
        return key(directory);
    }

    /** Type and key, as in a public key file or behind the names in known_hosts. */
    public String publicKey() {
        try {
            String[] words = Files.readString(Path.of(key(directory) + ".pub")).split(" ", -1);
            return words[0] + " " + words[1];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs commands of sh on the host, not over the network, and gives their output; they must end with 0. */
    public String sh(String commands) {
        return Tool.run(inside(commands).toArray(String[]::new));
    }

    /** Nothing goes through the link any more, either way; connections stay open and hear nothing. */
    public void cutLink() {
        endSlowness();
        Tool.run("ip", "-n", namespace, "link", "set", "eth0", "down");
    }

    /** The link is as at the beginning. */
    public void mendLink() {
        endSlowness();
        Tool.run("ip", "-n", namespace, "link", "set", "eth0", "up");
    }

    /**
     * Makes the link slow and unreliable, either way, until it is mended or cut; connections stay open. The link must not be cut.
     *
     * @param delay of each packet: a round trip takes twice that
     * @param loss the probability that a packet is lost, 0 to 1
     * @param seed of which are lost
     */
    public void slowLink(Duration delay, double loss, long seed) {
        mendLink();
        slow = Optional.of(SlowLink.begin(namespace, bridgeAddress, address, delay, loss, seed));
    }

    private void endSlowness() {
        slow.ifPresent(SlowLink::close);
        slow = Optional.empty();
    }

    /** Every process of the host is killed, sshd too; its files stay. */
    public void killAll() {
        // What is being made while others are killed is killed, too.
        Await.until("no process", this::killed, List::isEmpty);
    }

    private List<String> killed() {
        List<String> found = processes();
        for (String pid : found) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
        }
        return found;
    }

    /** {@link #killAll}, and then sshd is there again. */
    public void reboot() {
        killAll();
        try {
            server.waitFor();
            server = listening();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The ids of all its processes. */
    public List<String> processes() {
        return Tool.run("ip", "netns", "pids", namespace).lines().toList();
    }

    void close() {
        endSlowness();
        HostNetwork.removeNamespace(namespace);
        server.destroyForcibly();
        disks.destroyForcibly();
    }
}
