package cronium.runner.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * An open file descriptor. Close-on-exec always. Reads and writes from any thread; closing is idempotent, and the owner
 * must see to it that no other thread is inside a call then, because the number may be given out again.
 */
public final class Descriptor implements AutoCloseable {
    public static final Descriptor STANDARD_OUTPUT = new Descriptor(1);
    public static final Descriptor STANDARD_ERROR = new Descriptor(2);

    private static final int O_WRONLY = 1;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int F_SETPIPE_SZ = 1031;

    private static final NativeCall PIPE2 = NativeCall.named("pipe2");
    private static final NativeCall OPEN = NativeCall.named("open");
    private static final NativeCall CLOSE = NativeCall.named("close");
    private static final NativeCall READ = NativeCall.named("read");
    private static final NativeCall WRITE = NativeCall.named("write");
    private static final NativeCall FCNTL = NativeCall.named("fcntl");
    private static final NativeCall ISATTY = NativeCall.named("isatty");

    private final int number;
    private boolean open = true;

    Descriptor(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Both ends of a pipe. */
    public record Pipe(Descriptor readEnd, Descriptor writeEnd) {}

    /** A new pipe, pipe(7). */
    public static Pipe pipe() throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(8, 4);
            PIPE2.orThrow(ends.address(), O_CLOEXEC, 0, 0);
            return new Pipe(new Descriptor(Memory.getInt(ends, 0)), new Descriptor(Memory.getInt(ends, 4)));
        }
    }

    /** {@code /dev/null}, for a script's standard input. */
    public static Descriptor openNull() throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            return new Descriptor(
                    OPEN.intOrThrow(Memory.text(arena, "/dev/null").address(), O_CLOEXEC, 0, 0));
        }
    }

    /**
     * An existing file or named pipe, for reading. A named pipe without a writer is opened at once; it can be read when
     * {@link Poll} says so.
     */
    public static Descriptor openForReading(String path) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            return new Descriptor(OPEN.intOrThrow(Memory.text(arena, path).address(), O_NONBLOCK | O_CLOEXEC, 0, 0));
        }
    }

    /** One that this process was started with. Closing it does nothing: it may be the JVM's own if the caller is wrong. */
    public static Descriptor inherited(int number) {
        Descriptor inherited = new Descriptor(number);
        inherited.open = false;
        return inherited;
    }

    /** An existing file or device, for writing. */
    public static Descriptor openForWriting(String path) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            return new Descriptor(OPEN.intOrThrow(Memory.text(arena, path).address(), O_WRONLY | O_CLOEXEC, 0, 0));
        }
    }

    /**
     * Reads into native memory.
     *
     * @return the number of bytes, 0 at the end of the stream
     * @throws LinuxException EAGAIN when the descriptor is non-blocking and empty
     */
    public int read(NativeBuffer buffer) throws LinuxException {
        return READ.intOrThrow(number, buffer.address(), buffer.size(), 0);
    }

    /**
     * Writes all of it, however often the kernel takes only a part. Waits for room, also where another program that shares
     * this open file has made it non-blocking.
     */
    public void write(NativeBuffer buffer, int length) throws LinuxException {
        int written = 0;
        while (written < length) {
            try {
                written += writeSome(buffer, written, length - written);
            } catch (LinuxException e) {
                if (e.errno() != Errno.EAGAIN) {
                    throw e;
                }
                Poll.awaitRoom(this);
            }
        }
    }

    /**
     * Writes what the kernel takes at once.
     *
     * @throws LinuxException EAGAIN when the descriptor is non-blocking and full
     */
    public int writeSome(NativeBuffer buffer, int offset, int length) throws LinuxException {
        return WRITE.intOrThrow(number, buffer.address() + offset, length, 0);
    }

    public boolean isTerminal() {
        return (int) ISATTY.raw(number, 0, 0, 0, 0, 0) == 1;
    }

    /** From now on a read of an empty pipe throws EAGAIN instead of waiting. */
    public void makeNonBlocking() throws LinuxException {
        int flags = FCNTL.intOrThrow(number, F_GETFL, 0, 0);
        FCNTL.orThrow(number, F_SETFL, flags | O_NONBLOCK, 0);
    }

    /**
     * Asks for a larger pipe. An ordinary user may be over {@code /proc/sys/fs/pipe-user-pages-soft}; the pipe then keeps
     * its size, which costs speed and nothing else.
     *
     * @return the size in bytes now in force, or 65,536 (the kernel's default) when the wish was refused
     */
    public int growPipe(int bytes) {
        int size = (int) FCNTL.raw(number, F_SETPIPE_SZ, bytes, 0, 0, 0);
        return size > 0 ? size : 65_536;
    }

    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            // Linux releases the number even when close(2) reports EINTR or EIO, so there is nothing to repeat.
            CLOSE.raw(number, 0, 0, 0, 0, 0);
        }
    }
}
