package cronium.runner.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * One shape for every native call: up to seven integer or pointer arguments, one integer result, and errno.
 *
 * <p>In the C calling conventions of x86-64 and arm64 Linux an {@code int} argument is the low half of the register that
 * a {@code long} would use, and surplus arguments are ignored by the callee. One shape means that one downcall stub is
 * made at start instead of twenty, which is most of what the FFM API costs a short process. {@link CallShape} says who makes it.
 */
final class NativeCall {
    private static final CallShape SHAPE =
            RawShape.ifPossible().<CallShape>map(raw -> raw).orElseGet(LinkedShape::link);

    private static final ThreadLocal<MemorySegment> ERRNO =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(CallShape.ERRNO_BYTES, 8));

    private final String name;
    private final MemorySegment function;

    private NativeCall(String name, MemorySegment function) {
        this.name = name;
        this.function = function;
    }

    /** The libc function of that name. A libc that lacks it is not one that the runner supports, hence the error. */
    static NativeCall named(String name) {
        return new NativeCall(
                name,
                SHAPE.symbols()
                        .find(name)
                        .orElseThrow(() -> new UnsatisfiedLinkError(
                                "glibc function " + name + " not found; expected glibc 2.34 or newer")));
    }

    /** Calls, and returns what the function returned in all 64 bits. */
    long raw(long a, long b, long c, long d, long e, long f) {
        try {
            return SHAPE.call(function, ERRNO.get(), a, b, c, d, e, f);
        } catch (Throwable t) {
            throw new IllegalStateException("native call " + name + " failed in the JVM", t);
        }
    }

    /** For functions that return an {@code int} error number themselves, such as {@code posix_spawn}. */
    void zeroOrThrow(long a, long b, long c, long d, long e, long f) throws LinuxException {
        int error = (int) raw(a, b, c, d, e, f);
        if (error != 0) {
            throw new LinuxException(name, error);
        }
    }

    /** For functions that return -1 and set errno; repeats on EINTR. Their other results are never negative. */
    long orThrow(long a, long b, long c, long d) throws LinuxException {
        return orThrow(a, b, c, d, 0);
    }

    /** As {@link #orThrow(long, long, long, long)}, for five arguments. */
    long orThrow(long a, long b, long c, long d, long e) throws LinuxException {
        while (true) {
            long result = raw(a, b, c, d, e, 0);
            // An int function leaves the upper half of the register undefined, so -1 shows in the lower half only.
            if ((int) result != -1) {
                return result;
            }
            int errno = Memory.getInt(ERRNO.get(), 0);
            if (errno != Errno.EINTR) {
                throw new LinuxException(name, errno);
            }
        }
    }

    int intOrThrow(long a, long b, long c, long d) throws LinuxException {
        return (int) orThrow(a, b, c, d);
    }
}
