package cronium.runner.linux;

import java.lang.foreign.Arena;
import java.nio.file.Path;

/**
 * A new file that whoever opens it waits for until this process lets go of it or ends: it has a lease, fcntl(2) F_SETLEASE. The kernel lets
 * nobody wait longer than {@code /proc/sys/fs/lease-break-time}, 45 seconds as a rule.
 */
public final class LeasedFile implements AutoCloseable {
    private static final NativeCall OPEN = NativeCall.named("open");
    private static final NativeCall FCNTL = NativeCall.named("fcntl");
    private static final int O_RDWR = 2;
    private static final int O_CREAT = 0x40;
    private static final int O_EXCL = 0x80;
    private static final int O_CLOEXEC = 0x80000;
    private static final int OWNER_ONLY = 0600;
    private static final int F_SETSIG = 10;
    private static final int F_SETLEASE = 1024;
    private static final int F_WRLCK = 1;
    private static final int F_UNLCK = 2;
    /** Ignored by default, unlike SIGIO: this process is told that somebody waits, and knows already. */
    private static final int SIGURG = 23;

    private final Descriptor descriptor;

    private LeasedFile(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Makes the file, for its owner alone.
     *
     * @throws LinuxException also where the file system has no leases, as on NFS; the file is there then
     */
    public static LeasedFile create(Path path) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            Descriptor made = new Descriptor(OPEN.intOrThrow(
                    Memory.text(arena, path.toString()).address(),
                    O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
                    OWNER_ONLY,
                    0));
            try {
                FCNTL.orThrow(made.number(), F_SETSIG, SIGURG, 0);
                FCNTL.orThrow(made.number(), F_SETLEASE, F_WRLCK, 0);
                return new LeasedFile(made);
            } catch (LinuxException e) {
                made.close();
                throw e;
            }
        }
    }

    /** Who waits, waits no longer. Not by closing alone: a process that is just being started may have a copy of the descriptor. */
    @Override
    public void close() {
        FCNTL.raw(descriptor.number(), F_SETLEASE, F_UNLCK, 0, 0, 0);
        descriptor.close();
    }
}
