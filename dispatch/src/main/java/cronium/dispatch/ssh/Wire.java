package cronium.dispatch.ssh;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What carries the bytes of a connection: a socket, or a channel of the connection to a jump host. It can be closed under the library
 * at any time, which is how time limits are kept.
 */
final class Wire implements Proxy {
    private final Optional<Session> jump;
    private final Runnable connected;
    private final Runnable greeted;
    private volatile boolean closed;
    private volatile @Nullable Socket socket;
    private volatile @Nullable ChannelDirectTCPIP channel;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;

    /**
     * @param connected is run when the other side took the connection
     * @param greeted is run when its first line came
     */
    Wire(Optional<Session> jump, Runnable connected, Runnable greeted) {
        this.jump = jump;
        this.connected = connected;
        this.greeted = greeted;
    }

    @Override
    public void connect(@Nullable SocketFactory ignored, String host, int port, int timeout) throws Exception {
        if (jump.isPresent()) {
            connectThrough(jump.get(), host, port, timeout);
        } else {
            connectDirectly(host, port, timeout);
        }
        if (closed) {
            close();
            throw new IOException("closed");
        }
        connected.run();
    }

    private void connectThrough(Session session, String host, int port, int timeout) throws JSchException, IOException {
        ChannelDirectTCPIP direct = (ChannelDirectTCPIP) session.openChannel("direct-tcpip");
        direct.setHost(host);
        direct.setPort(port);
        channel = direct;
        in = new Greeting(direct.getInputStream(), greeted);
        out = direct.getOutputStream();
        direct.connect(timeout);
    }

    private void connectDirectly(String host, int port, int timeout) throws IOException {
        Socket direct = new Socket();
        socket = direct;
        direct.setTcpNoDelay(true);
        direct.connect(new InetSocketAddress(InetAddress.getByName(host), port), timeout);
        in = new Greeting(direct.getInputStream(), greeted);
        out = direct.getOutputStream();
    }

    @Override
    public @Nullable InputStream getInputStream() {
        return in;
    }

    @Override
    public @Nullable OutputStream getOutputStream() {
        return out;
    }

    @Override
    public @Nullable Socket getSocket() {
        return socket;
    }

    @Override
    public void close() {
        closed = true;
        Socket direct = socket;
        if (direct != null) {
            try {
                direct.close();
            } catch (IOException e) {
                // Its descriptor is gone either way.
                return;
            }
        }
        ChannelDirectTCPIP through = channel;
        if (through != null) {
            through.disconnect();
        }
    }

    /** Says when the first line of an SSH server has come: one that begins with {@code SSH-}, RFC 4253, 4.2. */
    private static final class Greeting extends FilterInputStream {
        private final Runnable greeted;
        private int matched;

        Greeting(InputStream in, Runnable greeted) {
            super(in);
            this.greeted = greeted;
        }

        @Override
        public int read() throws IOException {
            int found = super.read();
            look(found);
            return found;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            for (int i = 0; i < count && matched < 4; i++) {
                look(buffer[offset + i]);
            }
            return count;
        }

        private void look(int found) {
            if (matched < 4) {
                matched = found == "SSH-".charAt(matched) ? matched + 1 : 0;
                if (matched == 4) {
                    greeted.run();
                }
            }
        }
    }
}
