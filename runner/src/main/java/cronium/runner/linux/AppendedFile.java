package cronium.runner.linux;

import java.lang.foreign.Arena;
import java.nio.file.Path;

/** A file that this process has made and that only grows. Not thread-safe. */
public final class AppendedFile implements AutoCloseable {
    private static final NativeCall OPEN = NativeCall.named("open");
    private static final NativeCall FSYNC = NativeCall.named("fsync");
    private static final NativeCall FTRUNCATE = NativeCall.named("ftruncate");
    private static final int O_WRONLY = 1;
    private static final int O_CREAT = 0x40;
    private static final int O_EXCL = 0x80;
    private static final int O_APPEND = 0x400;
    private static final int O_CLOEXEC = 0x80000;
    private static final int OWNER_ONLY = 0600;

    private final Descriptor descriptor;
    private long length;

    private AppendedFile(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Makes an empty file for its owner alone.
     *
     * @throws LinuxException EEXIST when something of that name is there
     */
    public static AppendedFile create(Path path) throws LinuxException {
        return open(path, O_CREAT | O_EXCL);
    }

    /** What is there already, a device perhaps. */
    public static AppendedFile existing(Path path) throws LinuxException {
        return open(path, 0);
    }

    private static AppendedFile open(Path path, int flags) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            return new AppendedFile(new Descriptor(OPEN.intOrThrow(
                    Memory.text(arena, path.toString()).address(),
                    O_WRONLY | O_APPEND | O_CLOEXEC | flags,
                    OWNER_ONLY,
                    0)));
        }
    }

    /**
     * Appends all of it, in one write(2) unless the kernel takes only a part. What fails is not there in part either, as far as the
     * kernel can take it back; only a kill in between leaves a part.
     */
    public void append(NativeBuffer buffer, int count) throws LinuxException {
        try {
            descriptor.write(buffer, count);
            length += count;
        } catch (LinuxException e) {
            FTRUNCATE.raw(descriptor.number(), length, 0, 0, 0, 0);
            throw e;
        }
    }

    /** Whether nothing was appended. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** Returns when all that was appended is on disk, fsync(2). */
    public void sync() throws LinuxException {
        FSYNC.orThrow(descriptor.number(), 0, 0, 0);
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
