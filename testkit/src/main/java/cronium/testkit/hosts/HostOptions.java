package cronium.testkit.hosts;

import java.util.List;

/**
 * How a host is unlike others.
 *
 * @param homeMount options of the file system that its home is, a tmpfs of its own: such as {@code size=1m} or {@code noexec}
 * @param serverLines added to the configuration of sshd
 * @param setUp commands for {@code sh} in the host's mount namespace, before sshd starts; {@code $HOME} is the home
 */
public record HostOptions(String homeMount, List<String> serverLines, String setUp) {
    public static final HostOptions USUAL = new HostOptions("size=256m", List.of(), ":");

    public HostOptions {
        serverLines = List.copyOf(serverLines);
    }

    public HostOptions withHomeMount(String options) {
        return new HostOptions(options, serverLines, setUp);
    }

    public HostOptions withServerLines(String... lines) {
        return new HostOptions(homeMount, List.of(lines), setUp);
    }

    public HostOptions withSetUp(String commands) {
        return new HostOptions(homeMount, serverLines, commands);
    }
}
