package cronium.runner.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A set of descriptors to wait on, poll(2). Not thread-safe. */
public final class Poll {
    private static final NativeCall POLL = NativeCall.named("poll");
    private static final short POLLIN = 1;
    private static final short POLLOUT = 4;
    /** {@code struct pollfd}: int fd, short events, short revents. */
    private static final int POLLFD = 8;

    private final MemorySegment entries;
    private final int count;

    public Poll(Descriptor... descriptors) {
        this.count = descriptors.length;
        this.entries = Arena.ofAuto().allocate((long) count * POLLFD, 4);
        for (int i = 0; i < count; i++) {
            Memory.putInt(entries, (long) i * POLLFD, descriptors[i].number());
            Memory.putShort(entries, (long) i * POLLFD + 4, POLLIN);
        }
    }

    /**
     * Waits until something can be read, has ended or failed.
     *
     * @param milliseconds the longest wait; negative waits without limit
     * @return whether anything is ready
     */
    public boolean await(int milliseconds) throws LinuxException {
        return POLL.intOrThrow(entries.address(), count, milliseconds, 0) > 0;
    }

    /** Waits, without limit, until the descriptor takes bytes or has no reader any more. */
    static void awaitRoom(Descriptor descriptor) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entry = arena.allocate(POLLFD, 4);
            Memory.putInt(entry, 0, descriptor.number());
            Memory.putShort(entry, 4, POLLOUT);
            POLL.orThrow(entry.address(), 1, -1, 0);
        }
    }

    /** Whether the descriptor at that index was ready when {@link #await} returned: data, end or error. */
    public boolean ready(int index) {
        return Memory.getShort(entries, (long) index * POLLFD + 6) != 0;
    }

    /** Leaves that descriptor out from now on: poll(2) passes over negative numbers. */
    public void drop(int index) {
        Memory.putInt(entries, (long) index * POLLFD, -1);
        Memory.putShort(entries, (long) index * POLLFD + 6, (short) 0);
    }
}
