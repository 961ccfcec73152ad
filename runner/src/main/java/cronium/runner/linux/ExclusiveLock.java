package cronium.runner.linux;

import java.lang.foreign.Arena;
import java.nio.file.Path;

/**
 * A lock between processes and between threads, flock(2). The kernel releases it when its holder dies, however that
 * happens. The file stays; its content means nothing.
 */
public final class ExclusiveLock implements AutoCloseable {
    private static final NativeCall OPEN = NativeCall.named("open");
    private static final NativeCall FLOCK = NativeCall.named("flock");
    private static final int O_CREAT = 0x40;
    private static final int O_CLOEXEC = 0x80000;
    private static final int LOCK_EX = 2;
    private static final int OWNER_ONLY = 0600;

    private final Descriptor file;

    private ExclusiveLock(Descriptor file) {
        this.file = file;
    }

    /** Waits, without limit, until the lock is free, and takes it. The file is made if it is not there. */
    public static ExclusiveLock await(Path path) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            Descriptor file = new Descriptor(
                    OPEN.intOrThrow(Memory.text(arena, path.toString()).address(), O_CREAT | O_CLOEXEC, OWNER_ONLY, 0));
            try {
                FLOCK.orThrow(file.number(), LOCK_EX, 0, 0);
            } catch (LinuxException e) {
                file.close();
                throw e;
            }
            return new ExclusiveLock(file);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
