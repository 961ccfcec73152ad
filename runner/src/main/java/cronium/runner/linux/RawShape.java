package cronium.runner.linux;

import static jdk.internal.foreign.abi.x64.X86_64Architecture.Regs.r10;
import static jdk.internal.foreign.abi.x64.X86_64Architecture.Regs.r11;
import static jdk.internal.foreign.abi.x64.X86_64Architecture.Regs.r8;
import static jdk.internal.foreign.abi.x64.X86_64Architecture.Regs.r9;
import static jdk.internal.foreign.abi.x64.X86_64Architecture.Regs.rax;
import static jdk.internal.foreign.abi.x64.X86_64Architecture.Regs.rcx;
import static jdk.internal.foreign.abi.x64.X86_64Architecture.Regs.rdi;
import static jdk.internal.foreign.abi.x64.X86_64Architecture.Regs.rdx;
import static jdk.internal.foreign.abi.x64.X86_64Architecture.Regs.rsi;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Optional;
import jdk.internal.access.SharedSecrets;
import jdk.internal.foreign.SystemLookup;
import jdk.internal.foreign.abi.ABIDescriptor;
import jdk.internal.foreign.abi.CapturableState;
import jdk.internal.foreign.abi.NativeEntryPoint;
import jdk.internal.foreign.abi.VMStorage;
import jdk.internal.foreign.abi.x64.X86_64Architecture;

/**
 * What is below the JDK's public linker, without what that puts around it: conversions and checks that a shape of nothing but numbers has no use for,
 * in two dozen classes made at run time. Only on x86-64 and Java 25, and only where the JVM was started with the JDK's own packages exported to it;
 * everywhere else {@link LinkedShape} does the same. See docs/decisions/026.
 */
record RawShape(MethodHandle handle) implements CallShape {
    /** {@code --add-exports java.base/PACKAGE=ALL-UNNAMED} for each of them; the launchers do it. */
    private static final String[] PACKAGES = {
        "jdk.internal.access", "jdk.internal.foreign", "jdk.internal.foreign.abi", "jdk.internal.foreign.abi.x64"
    };

    private static final int KNOWN_JAVA = 25;

    @Override
    public SymbolLookup symbols() {
        return SystemLookup.getInstance();
    }

    @Override
    public long call(MemorySegment function, MemorySegment errno, long a, long b, long c, long d, long e, long f)
            throws Throwable {
        return (long) handle.invokeExact(function.address(), errno.address(), a, b, c, d, e, f, 0L);
    }

    /** Empty where there is none. */
    static Optional<RawShape> ifPossible() {
        if (Runtime.version().feature() != KNOWN_JAVA || Architecture.current() != Architecture.X86_64 || !isOpen()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RawShape(X86.handle()));
        } catch (LinkageError e) {
            // A build of Java 25 that has other insides.
            return Optional.empty();
        }
    }

    private static boolean isOpen() {
        Module base = Object.class.getModule();
        Module own = RawShape.class.getModule();
        for (String name : PACKAGES) {
            if (!base.isExported(name, own)) {
                return false;
            }
        }
        return true;
    }

    /** A class of its own, so that nothing of the JDK's insides is looked for before it is known that it is to be had. */
    private static final class X86 {
        /** What the C functions of System V's ABI take integers in, in order; the seventh is on the stack. */
        private static final VMStorage[] INTEGERS = {rdi, rsi, rdx, rcx, r8, r9};

        private static final short WORD = 8;
        private static final int STACK_ALIGNMENT = 16;

        private X86() {}

        /** Of function, place for errno and seven arguments, to the result; all of them longs. */
        static MethodHandle handle() {
            VMStorage[] nothing = {};
            ABIDescriptor abi = X86_64Architecture.abiFor(
                    INTEGERS,
                    nothing,
                    new VMStorage[] {rax, rdx},
                    nothing,
                    0,
                    new VMStorage[] {r10, r11},
                    nothing,
                    STACK_ALIGNMENT,
                    0,
                    r10,
                    r11);
            VMStorage[] arguments = {
                abi.targetAddrStorage(),
                abi.capturedStateStorage(),
                rdi,
                rsi,
                rdx,
                rcx,
                r8,
                r9,
                X86_64Architecture.stackStorage(WORD, 0)
            };
            MethodType type = MethodType.methodType(
                    long.class,
                    long.class,
                    long.class,
                    long.class,
                    long.class,
                    long.class,
                    long.class,
                    long.class,
                    long.class,
                    long.class);
            NativeEntryPoint entry = NativeEntryPoint.make(
                    abi,
                    arguments,
                    new VMStorage[] {rax},
                    type,
                    false,
                    CapturableState.maskFromName("errno"),
                    true,
                    false);
            return SharedSecrets.getJavaLangInvokeAccess().nativeMethodHandle(entry);
        }
    }
}
