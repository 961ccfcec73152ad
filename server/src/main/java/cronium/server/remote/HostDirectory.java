package cronium.server.remote;

import cronium.dispatch.install.Installer;
import cronium.dispatch.install.RunnerFile;
import cronium.dispatch.ssh.HostSpec;
import cronium.dispatch.ssh.Login;
import cronium.dispatch.ssh.LoginKey;
import cronium.dispatch.ssh.SshConfiguration;
import cronium.dispatch.ssh.SshConfigurationException;
import cronium.server.domain.Host;
import cronium.server.domain.HostAddress;
import cronium.server.domain.Target;
import cronium.server.runners.RunnerChoice;
import cronium.server.runners.RunnerFiles;
import cronium.server.store.Database;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
     * @throws UnknownHostException when there is none of that name
     * @throws MisconfiguredException when what the configuration says of it cannot be
     */
    public HostSpec spec(Target name) throws UnknownHostException {
        Host host = database.hosts()
                .find(name)
                .orElseThrow(() -> new UnknownHostException(
                        "expected a host " + name + ", found none of that name; see cronium host list"));
        HostAddress address = host.address();
        try {
            HostSpec spec = SshConfiguration.read(settings.configuration(), settings.usual())
                    .host(address.user(), address.host(), address.port());
            return spec.loggingIn(login(host, spec.login()));
        } catch (SshConfigurationException | IllegalArgumentException e) {
            throw new MisconfiguredException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new MisconfiguredException("expected to read " + settings.configuration() + ", found " + e, e);
        }
    }

    private static Login login(Host host, Login configured) {
        Optional<String> key = host.login().keySecret();
        Optional<String> passphrase = host.login().passphraseSecret();
        Login login = key.isPresent() ? configured.onlyWith(new LoginKey.Stored(key.get())) : configured;
        return passphrase.isPresent() ? login.openedBy(passphrase.get()) : login;
    }

    /** There is no way to reach it. */
    public static class UnknownHostException extends Exception {
        UnknownHostException(String message) {
            super(message);
        }

        UnknownHostException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** What the configuration of SSH says of it cannot be, or is not known here. */
    public static final class MisconfiguredException extends UnknownHostException {
        MisconfiguredException(String message, Throwable cause) {
            super(message, cause);
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
