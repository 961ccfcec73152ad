package cronium.dispatch.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Opens connections. Thread-safe. */
public final class SshClient {
    private static final String HOST_KEY_ALGORITHMS = "server_host_key";

    private final KnownHosts known;
    private final Deadlines deadlines;
    private final KeySecrets secrets;
    private final InstantSource clock;

    /**
     * With a store of secrets, which is asked for each connection anew.
     *
     * @param clock only to say why a certificate was refused
     */
    public SshClient(KnownHosts known, Deadlines deadlines, KeySecrets secrets, InstantSource clock) {
        this.known = known;
        this.deadlines = deadlines;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** For keys in files and agents only. */
    public SshClient(KnownHosts known, Deadlines deadlines) {
        this(known, deadlines, KeySecrets.NONE, InstantSource.system());
    }

    /**
     * Connects and logs in, through jump hosts if there are any. The caller closes it; that closes those to jump hosts, too.
     *
     * @throws SshFailure if not, of the host that it failed at; nothing stays open then
     */
    public SshConnection connect(HostSpec host) throws SshFailure {
        if (host.jump().isEmpty()) {
            return connect(host, Optional.empty());
        }
        SshConnection jump = connect(host.jump().get());
        try {
            return connect(host, Optional.of(jump));
        } catch (SshFailure e) {
            jump.close();
            throw e;
        }
    }

    private SshConnection connect(HostSpec host, Optional<SshConnection> jump) throws SshFailure {
        JSch library = new JSch();
        Wire[] wire = new Wire[1];
        try (Watch watch = new Watch(deadlines, () -> wire[0].close());
                Identities identities =
                        Identities.open(library, host, secrets, () -> watch.reached(Step.AUTHENTICATE))) {
            wire[0] = new Wire(
                    jump.map(SshConnection::session),
                    () -> watch.reached(Step.GREETING),
                    () -> watch.reached(Step.KEY_EXCHANGE));
            HostKeyCheck check =
                    new HostKeyCheck(knownEntries(library, host), host, known, () -> watch.reached(Step.AUTHENTICATE));
            Session session = session(library, host, check, wire[0], identities);
            watch.start();
            try {
                session.connect(Math.toIntExact(deadlines.connect().toMillis()));
                // From here on it is the time between questions whether the host is there.
                session.setServerAliveInterval(
                        Math.toIntExact(deadlines.keepAlive().toMillis()));
                session.setServerAliveCountMax(3);
                return new SshConnection(host, session, wire[0], jump, deadlines);
            } catch (JSchException e) {
                session.disconnect();
                wire[0].close();
                if (check.refusal().isPresent()) {
                    throw check.refusal().get();
                }
                throw new Failures(host, deadlines, identities, clock.instant()).ofConnecting(watch, e);
            }
        }
    }

    private com.jcraft.jsch.HostKeyRepository knownEntries(JSch library, HostSpec host) throws SshFailure {
        try {
            return HostKeyCheck.entries(library, known.read());
        } catch (IOException | JSchException e) {
            throw new SshFailure(
                    host,
                    SshFailure.Kind.KNOWN_HOSTS_UNREADABLE,
                    Step.CONNECT,
                    "expected to read " + known.names() + ", found " + e,
                    e);
        }
    }

    private static Session session(JSch library, HostSpec host, HostKeyCheck check, Wire wire, Identities identities)
            throws SshFailure {
        try {
            Session session = library.getSession(host.user(), host.host(), host.port());
            session.setHostKeyRepository(check);
            host.hostKeyAlias().ifPresent(session::setHostKeyAlias);
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("PreferredAuthentications", "publickey");
            if (check.hasAuthority()) {
                // A certificate that is no good is worth as much as the key in it, if that one is known.
                session.setConfig("host_certificate_to_key_fallback", check.hasKey() ? "yes" : "no");
            } else {
                session.setConfig(HOST_KEY_ALGORITHMS, withoutCertificates(session.getConfig(HOST_KEY_ALGORITHMS)));
            }
            session.setThreadFactory(Thread.ofVirtual().name("ssh-", 0).factory());
            session.setProxy(wire);
            session.setIdentityRepository(identities);
            return session;
        } catch (JSchException e) {
            throw new SshFailure(
                    host, SshFailure.Kind.IDENTITY_UNREADABLE, Step.CONNECT, "expected a session, found " + e, e);
        }
    }

    private static String withoutCertificates(String algorithms) {
        return Arrays.stream(algorithms.split(",", -1))
                .filter(each -> !each.contains("-cert-"))
                .collect(Collectors.joining(","));
    }
}
