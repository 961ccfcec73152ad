package cronium.dispatch.ssh;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SSHAgentConnector;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Opens connections. Thread-safe. */
public final class SshClient {
    private final KnownHosts known;
    private final Deadlines deadlines;

    public SshClient(KnownHosts known, Deadlines deadlines) {
        this.known = known;
        this.deadlines = deadlines;
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
        HostKeyCheck[] check = new HostKeyCheck[1];
        Wire[] wire = new Wire[1];
        try (Watch watch = new Watch(deadlines, () -> wire[0].close())) {
            wire[0] = new Wire(
                    jump.map(SshConnection::session),
                    () -> watch.reached(Step.GREETING),
                    () -> watch.reached(Step.KEY_EXCHANGE));
            check[0] =
                    new HostKeyCheck(knownEntries(library, host), host, known, () -> watch.reached(Step.AUTHENTICATE));
            Session session = session(library, host, check[0], wire[0]);
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
                throw Failures.ofConnecting(host, watch, deadlines, check[0].refusal(), e);
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

    private static Session session(JSch library, HostSpec host, HostKeyCheck check, Wire wire) throws SshFailure {
        try {
            Session session = library.getSession(host.user(), host.host(), host.port());
            session.setHostKeyRepository(check);
            host.hostKeyAlias().ifPresent(session::setHostKeyAlias);
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("PreferredAuthentications", "publickey");
            session.setThreadFactory(Thread.ofVirtual().name("ssh-", 0).factory());
            session.setProxy(wire);
            if (host.agent().isPresent()) {
                session.setIdentityRepository(agent(host, host.agent().get()));
            }
            for (Path identity : host.identities()) {
                addIdentity(library, host, identity);
            }
            return session;
        } catch (JSchException e) {
            throw new SshFailure(
                    host, SshFailure.Kind.IDENTITY_UNREADABLE, Step.CONNECT, "expected a session, found " + e, e);
        }
    }

    private static IdentityRepository agent(HostSpec host, Path socket) throws SshFailure {
        try {
            return new AgentIdentityRepository(new SSHAgentConnector(socket));
        } catch (AgentProxyException e) {
            throw new SshFailure(
                    host,
                    SshFailure.Kind.IDENTITY_UNREADABLE,
                    Step.CONNECT,
                    "expected an agent at " + socket + ", found " + e.getMessage(),
                    e);
        }
    }

    private static void addIdentity(JSch library, HostSpec host, Path identity) throws SshFailure {
        Path certificate = Path.of(identity + "-cert.pub");
        try {
            if (Files.isReadable(certificate)) {
                library.addIdentity(identity.toString(), certificate.toString(), new byte[0]);
            } else {
                library.addIdentity(identity.toString());
            }
        } catch (JSchException e) {
            throw new SshFailure(
                    host,
                    SshFailure.Kind.IDENTITY_UNREADABLE,
                    Step.CONNECT,
                    "expected a private key in " + identity + ", found " + e.getMessage(),
                    e);
        }
    }
}
