package cronium.runner.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;

/** A way to call a function of C with up to seven integers or pointers, for an integer. */
sealed interface CallShape permits LinkedShape, RawShape {
    /** Room for errno. */
    int ERRNO_BYTES = 8;

    /** What knows the addresses of the C library's functions. */
    SymbolLookup symbols();

    /**
     * Calls it.
     *
     * @param function its address
     * @param errno {@link #ERRNO_BYTES} of memory outside the heap, where errno is afterwards
     * @return what the function returned, in all 64 bits
     * @throws Throwable nothing but errors of the JVM
     */
    long call(MemorySegment function, MemorySegment errno, long a, long b, long c, long d, long e, long f)
            throws Throwable;
}
