package cronium.dispatch.connection;

import cronium.protocol.Message;
import cronium.protocol.MessageDecoder;
import cronium.protocol.MessageEncoder;
import cronium.protocol.Protocol;
import cronium.protocol.RunnerMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Frames in both directions, until it is lost, which happens once and for one reason. Thread-safe. */
final class Link {
    private static final int BUFFER = 64 << 10;

    private final InputStream in;
    private final OutputStream out;
    private final AutoCloseable owner;
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock losing = new ReentrantLock();
    private volatile Optional<String> lost = Optional.empty();

    /** Who is told, on the reading thread but for {@link #lost}, which whoever finds out calls. */
    interface Listener {
        /**
         * A frame came.
         *
         * @throws IOException when the runner does not keep to the protocol
         */
        void heard(RunnerMessage message) throws IOException;

        void lost(String reason);
    }

    /** @param owner closed when it is lost, which ends reads of {@code in} */
    Link(InputStream in, OutputStream out, AutoCloseable owner) {
        this.in = in;
        this.out = out;
        this.owner = owner;
    }

    void start(Listener listener) {
        Thread.ofVirtual().name("runner-connection").start(() -> read(listener));
    }

    Optional<String> lost() {
        return lost;
    }

    ConnectionLostException exception() {
        return new ConnectionLostException(lost.orElse("the connection was closed"));
    }

    void sendMarker() throws ConnectionLostException {
        write(Protocol.marker());
    }

    void send(Message message) throws ConnectionLostException {
        write(MessageEncoder.encode(message));
    }

    private void write(byte[] bytes) throws ConnectionLostException {
        writing.lock();
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new ConnectionLostException("expected to write to the runner, found " + e, e);
        } finally {
            writing.unlock();
        }
    }

    private void read(Listener listener) {
        MessageDecoder<RunnerMessage> decoder = MessageDecoder.ofRunner();
        byte[] buffer = new byte[BUFFER];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                decoder.add(buffer, 0, count);
                for (Optional<RunnerMessage> next = decoder.next(); next.isPresent(); next = decoder.next()) {
                    listener.heard(next.get());
                }
            }
            lose("the runner ended the connection", listener);
        } catch (IOException e) {
            lose("expected frames of a runner, found " + e.getMessage(), listener);
        }
    }

    /** Only the first reason counts. */
    void lose(String reason, Listener listener) {
        losing.lock();
        try {
            if (lost.isPresent()) {
                return;
            }
            lost = Optional.of(reason);
        } finally {
            losing.unlock();
        }
        listener.lost(reason);
        try {
            owner.close();
        } catch (Exception e) {
            // It is gone either way, and the reason is known.
            return;
        }
    }
}
