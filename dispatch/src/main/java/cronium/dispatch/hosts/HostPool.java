package cronium.dispatch.hosts;

import cronium.dispatch.connection.ConnectionLostException;
import cronium.dispatch.connection.RefusedException;
import cronium.dispatch.connection.RunnerConnection;
import cronium.dispatch.install.InstallFailure;
import cronium.dispatch.install.InstalledRunner;
import cronium.dispatch.install.Installer;
import cronium.dispatch.ssh.HostSpec;
import cronium.dispatch.ssh.SshClient;
import cronium.dispatch.ssh.SshFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Connections to the runners of any number of hosts, at most one to each: made when they are wanted, shared, and closed when nobody used
 * them for a while. A host that failed is let alone for a while that grows. Thread-safe.
 */
public final class HostPool implements AutoCloseable {
    private static final int LOOKS_PER_IDLE_TIME = 4;

    private final SshClient client;
    private final Supplier<Installer> installer;
    private final HostSettings settings;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final Map<HostSpec, HostLink> links = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private HostPool(
            SshClient client,
            Supplier<Installer> installer,
            HostSettings settings,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.client = client;
        this.installer = installer;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /**
     * A pool with no connection yet.
     *
     * @param installer asked anew for each connection
     * @param random only for how long hosts are let alone
     */
    public static HostPool open(
            SshClient client,
            Supplier<Installer> installer,
            HostSettings settings,
            LongSupplier nanoTime,
            RandomGenerator random) {
        HostPool pool = new HostPool(client, installer, settings, nanoTime, random);
        Thread.ofVirtual().name("idle-hosts").start(pool::closeIdle);
        return pool;
    }

    /** Is told of a connection that was just made, before anybody gets it, by the thread that made it. */
    @FunctionalInterface
    public interface Arrival {
        void connected(RunnerConnection connection, InstalledRunner runner);
    }

    /**
     * The connection to a host's runner; whoever gets it does not close it.
     *
     * @param arrival is told if the connection is made for this call
     * @throws SshFailure when there is none, now or at an attempt just before
     * @throws InstallFailure likewise, when no runner can be there
     * @throws ConnectionLostException likewise, when the runner does not serve
     */
    public RunnerConnection connect(HostSpec host, Arrival arrival)
            throws SshFailure, InstallFailure, ConnectionLostException, InterruptedException {
        return link(host).open(client, installer, arrival).connection();
    }

    /** Connects, if it is not, sees to it that the runner is there, and asks it something. */
    public HostReport check(HostSpec host, Arrival arrival)
            throws SshFailure, InstallFailure, ConnectionLostException, RefusedException, InterruptedException {
        HostLink.OpenHost open = link(host).open(client, installer, arrival);
        long asked = nanoTime.getAsLong();
        open.connection().ping();
        long answered = nanoTime.getAsLong();
        return new HostReport(
                open.connection().hello().platform(),
                open.runner().path(),
                open.runner().sha256(),
                open.runner().uploadedBytes(),
                open.connection().hello().software(),
                Duration.ofNanos(answered - asked));
    }

    /** The connection to a host, if there is one. */
    public Optional<RunnerConnection> connected(HostSpec host) {
        return Optional.ofNullable(links.get(host)).flatMap(HostLink::connection);
    }

    /** Ends the connection to a host, if there is one, and forgets how it failed. What runs there goes on. */
    public void forget(HostSpec host) {
        HostLink link = links.remove(host);
        if (link != null) {
            link.close();
        }
    }

    private HostLink link(HostSpec host) {
        return links.computeIfAbsent(host, each -> new HostLink(each, settings, nanoTime, random));
    }

    private void closeIdle() {
        long pause = Math.max(1, settings.idle().toMillis() / LOOKS_PER_IDLE_TIME);
        try {
            while (!closed.await(pause, TimeUnit.MILLISECONDS)) {
                links.values().forEach(link -> link.closeIfIdle(settings.idle()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What runs goes on. */
    @Override
    public void close() {
        closed.countDown();
        links.values().forEach(HostLink::close);
        links.clear();
    }
}
