package cronium.dispatch.ssh;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the last bytes that were written. Thread-safe. */
final class Tail extends OutputStream {
    private final byte[] ring;
    private long written;

    Tail(int most) {
        ring = new byte[most];
    }

    @Override
    public synchronized void write(int value) {
        ring[(int) (written % ring.length)] = (byte) value;
        written++;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = 0; i < length; i++) {
            write(bytes[offset + i]);
        }
    }

    synchronized String text() {
        int length = (int) Math.min(written, ring.length);
        byte[] last = new byte[length];
        for (int i = 0; i < length; i++) {
            last[i] = ring[(int) ((written - length + i) % ring.length)];
        }
        return new String(last, StandardCharsets.UTF_8);
    }
}
