package cronium.runner.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** By the linker of the foreign function API: on every architecture and every Java. */
record LinkedShape(MethodHandle handle) implements CallShape {
    static LinkedShape link() {
        return new LinkedShape(Linker.nativeLinker()
                .downcallHandle(
                        FunctionDescriptor.of(
                                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                        Linker.Option.captureCallState("errno")));
    }

    @Override
    public SymbolLookup symbols() {
        return Linker.nativeLinker().defaultLookup();
    }

    @Override
    public long call(MemorySegment function, MemorySegment errno, long a, long b, long c, long d, long e, long f)
            throws Throwable {
        return (long) handle.invokeExact(function, errno, a, b, c, d, e, f, 0L);
    }
}
