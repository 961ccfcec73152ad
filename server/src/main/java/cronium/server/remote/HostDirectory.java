package cronium.server.remote;

import cronium.dispatch.install.Installer;
import cronium.dispatch.install.RunnerFile;
import cronium.dispatch.ssh.HostSpec;
import cronium.dispatch.ssh.SshConfiguration;
import cronium.server.domain.Host;
import cronium.server.domain.HostAddress;
import cronium.server.domain.Target;
import cronium.server.runners.RunnerChoice;
import cronium.server.runners.RunnerFiles;
import cronium.server.store.Database;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How hosts are reached, and which runners they get. Thread-safe. */
public final class HostDirectory {
    /** As the database has platforms. */
    private static final List<String> PLATFORMS = List.of("linux/amd64", "linux/arm64");

    private final Database database;
    private final RunnerChoice choice;
    private final SshSettings settings;

    public HostDirectory(Database database, RunnerFiles files, SshSettings settings) {
        this.database = database;
        this.choice = new RunnerChoice(database, files);
        this.settings = settings;
    }

    /**
     * How to log in on a host. The configuration of SSH is read anew each time.
     *
     * @throws UnknownHostException when there is none of that name, or what the configuration says of it cannot be
     */
    public HostSpec spec(Target name) throws UnknownHostException {
        Host host = database.hosts()
                .find(name)
                .orElseThrow(() -> new UnknownHostException(
                        "expected a host " + name + ", found none of that name; see cronium host list"));
        HostAddress address = host.address();
        try {
            return SshConfiguration.read(
                            settings.configuration(), settings.user(), List.of(settings.identity()), settings.home())
                    .host(address.user(), address.host(), address.port());
        } catch (IOException | IllegalArgumentException e) {
            throw new UnknownHostException(settings.configuration() + ": " + e.getMessage());
        }
    }

    /** There is no way to reach it. */
    public static final class UnknownHostException extends Exception {
        UnknownHostException(String message) {
            super(message);
        }
    }

    /** The runner of each platform that was registered last, is not retired, and whose file is here. */
    public Installer installer() {
        List<RunnerFile> runners = new ArrayList<>();
        for (String platform : PLATFORMS) {
            choice.forPlatform(platform)
                    .ifPresent(chosen -> runners.add(new RunnerFile(
                            platform.replace('/', '-'),
                            chosen.file(),
                            chosen.runner().sha256(),
                            chosen.runner().size())));
        }
        return new Installer(runners);
    }
}
