package cronium.runner.output;

import cronium.runner.linux.Descriptor;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.NativeBuffer;
import java.util.Optional;

/**
 * One of the runner's own output descriptors. A write waits for a slow reader. When the reader is gone, or the disk is
 * full, that is remembered and all later bytes are dropped: output never fails an execution. Not thread-safe.
 */
public final class Outlet {
    private static final int CHUNK = 128 * 1024;

    private final Descriptor descriptor;
    private final NativeBuffer buffer = new NativeBuffer(CHUNK);
    private Optional<LinuxException> failure = Optional.empty();

    public Outlet(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    public void write(byte[] bytes, int length) {
        for (int at = 0; at < length && failure.isEmpty(); at += CHUNK) {
            int count = Math.min(CHUNK, length - at);
            buffer.copyFrom(bytes, at, count);
            try {
                descriptor.write(buffer, count);
            } catch (LinuxException e) {
                failure = Optional.of(e);
            }
        }
    }

    /** Why output was dropped, if it was. */
    public Optional<LinuxException> failure() {
        return failure;
    }
}
