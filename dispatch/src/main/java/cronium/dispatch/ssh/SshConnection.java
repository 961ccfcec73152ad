package cronium.dispatch.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.util.Optional;

/** A connection on which somebody is logged in. Thread-safe; many commands may run at once. */
public final class SshConnection implements AutoCloseable {
    private final HostSpec host;
    private final Session session;
    private final Wire wire;
    private final Optional<SshConnection> jump;
    private final Deadlines deadlines;

    SshConnection(HostSpec host, Session session, Wire wire, Optional<SshConnection> jump, Deadlines deadlines) {
        this.host = host;
        this.session = session;
        this.wire = wire;
        this.jump = jump;
        this.deadlines = deadlines;
    }

    public HostSpec host() {
        return host;
    }

    Session session() {
        return session;
    }

    /** Whether it was there at last sight; a link that was cut is noticed after three questions without an answer. */
    public boolean isOpen() {
        return session.isConnected();
    }

    /**
     * Starts a command in the login shell of the user. The caller closes it.
     *
     * @throws SshFailure when the host gives no channel, or the connection is lost
     */
    public RemoteCommand start(String command) throws SshFailure {
        try {
            ChannelExec channel = (ChannelExec) session.openChannel("exec");
            channel.setCommand(command);
            RemoteCommand started = new RemoteCommand(channel);
            channel.connect(Math.toIntExact(deadlines.channel().toMillis()));
            return started;
        } catch (JSchException | IOException e) {
            SshFailure.Kind kind =
                    session.isConnected() ? SshFailure.Kind.CHANNEL_REFUSED : SshFailure.Kind.CONNECTION_LOST;
            throw new SshFailure(
                    host,
                    kind,
                    Step.CHANNEL,
                    "expected a channel for a command, found: " + e.getMessage()
                            + (kind == SshFailure.Kind.CHANNEL_REFUSED
                                    ? ": see MaxSessions in sshd_config, and options of the key in authorized_keys"
                                    : ""),
                    e);
        }
    }

    @Override
    public void close() {
        session.disconnect();
        wire.close();
        jump.ifPresent(SshConnection::close);
    }
}
