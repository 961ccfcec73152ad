package cronium.runner.linux;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Whether a file can be executed, asked before it is: afterwards there is nobody left to say why not. */
public final class Executable {
    private static final NativeCall ACCESS = NativeCall.named("access");
    private static final int X_OK = 1;
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

    private Executable() {}

    /**
     * Throws what execve(2) would: ENOENT, EACCES (also for a directory and on a file system mounted noexec), ELOOP, and
     * ENOEXEC for what is neither an ELF program nor begins with {@code #!}.
     */
    public static void check(Path file) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            ACCESS.orThrow(Memory.text(arena, file.toString()).address(), X_OK, 0, 0);
        }
        if (!Files.isRegularFile(file)) {
            throw new LinuxException("execve", Errno.EACCES);
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(ELF.length);
        } catch (IOException e) {
            // May be executed but not read. Then the kernel is left to judge.
            return;
        }
        boolean script = start.length > 1 && start[0] == '#' && start[1] == '!';
        if (!script && !Arrays.equals(start, ELF)) {
            throw new LinuxException("execve", Errno.ENOEXEC);
        }
    }
}
