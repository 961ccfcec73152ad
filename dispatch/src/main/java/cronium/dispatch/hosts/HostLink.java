package cronium.dispatch.hosts;

import cronium.dispatch.connection.ConnectionLostException;
import cronium.dispatch.connection.RunnerConnection;
import cronium.dispatch.install.InstallFailure;
import cronium.dispatch.install.InstalledRunner;
import cronium.dispatch.install.Installer;
import cronium.dispatch.ssh.HostSpec;
import cronium.dispatch.ssh.RemoteCommand;
import cronium.dispatch.ssh.SshClient;
import cronium.dispatch.ssh.SshConnection;
import cronium.dispatch.ssh.SshFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The way to one host: at most one connection, made by one thread while others wait for it, and none for a while after a failure. */
final class HostLink {
    private final HostSpec host;
    private final HostSettings settings;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private @Nullable OpenHost open;
    private @Nullable Exception failure;
    private int failed;
    private long restUntil;
    private long usedAt;

    /** A connection and what it was made over. */
    record OpenHost(RunnerConnection connection, InstalledRunner runner) {}

    HostLink(HostSpec host, HostSettings settings, LongSupplier nanoTime, RandomGenerator random) {
        this.host = host;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    synchronized OpenHost open(SshClient client, Supplier<Installer> installer, HostPool.Arrival arrival)
            throws SshFailure, InstallFailure, ConnectionLostException, InterruptedException {
        usedAt = nanoTime.getAsLong();
        OpenHost there = open;
        if (there != null && there.connection().isOpen()) {
            return there;
        }
        if (failure != null && usedAt - restUntil < 0) {
            throwAgain(failure);
        }
        try {
            OpenHost made = connect(client, installer.get());
            tell(arrival, made);
            open = made;
            failure = null;
            failed = 0;
            return made;
        } catch (SshFailure | InstallFailure | ConnectionLostException e) {
            failed++;
            failure = e;
            restUntil = nanoTime.getAsLong()
                    + settings.rest().before(failed, random).toNanos();
            throw e;
        }
    }

    /** A connection that nobody can be told of is none. */
    private static void tell(HostPool.Arrival arrival, OpenHost made) {
        boolean isTold = false;
        try {
            arrival.connected(made.connection(), made.runner());
            isTold = true;
        } finally {
            if (!isTold) {
                made.connection().close();
            }
        }
    }

    private static void throwAgain(Exception failure) throws SshFailure, InstallFailure, ConnectionLostException {
        switch (failure) {
            case SshFailure ssh -> throw ssh;
            case InstallFailure install -> throw install;
            case ConnectionLostException lost -> throw lost;
            default -> throw new IllegalStateException(failure);
        }
    }

    private OpenHost connect(SshClient client, Installer installer)
            throws SshFailure, InstallFailure, ConnectionLostException, InterruptedException {
        SshConnection ssh = client.connect(host);
        boolean isDone = false;
        try {
            InstalledRunner runner = installer.install(ssh);
            RemoteCommand serving = ssh.start(runner.command() + " serve " + String.join(" ", settings.serveWords()));
            RunnerConnection connection = serve(ssh, serving);
            isDone = true;
            return new OpenHost(connection, runner);
        } finally {
            if (!isDone) {
                ssh.close();
            }
        }
    }

    private RunnerConnection serve(SshConnection ssh, RemoteCommand serving)
            throws ConnectionLostException, InterruptedException {
        AutoCloseable owner = () -> {
            serving.close();
            ssh.close();
        };
        try {
            return RunnerConnection.open(serving.output(), serving.input(), owner, settings.answer());
        } catch (ConnectionLostException e) {
            String said = serving.errors().strip();
            throw said.isEmpty()
                    ? e
                    : new ConnectionLostException(host + ": expected a runner that serves, found: " + said, e);
        }
    }

    /** Closes what nobody used for so long. */
    synchronized void closeIfIdle(Duration idle) {
        OpenHost there = open;
        if (there == null) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (there.connection().following() > 0) {
            usedAt = now;
        } else if (now - usedAt >= idle.toNanos()) {
            close();
        }
    }

    synchronized Optional<RunnerConnection> connection() {
        return Optional.ofNullable(open).map(OpenHost::connection).filter(RunnerConnection::isOpen);
    }

    synchronized void close() {
        OpenHost there = open;
        if (there != null) {
            there.connection().close();
            open = null;
        }
    }
}
