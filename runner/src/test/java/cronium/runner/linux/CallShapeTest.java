package cronium.runner.linux;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Await;
import cronium.testkit.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ways to call C, each by itself: the others of these tests know only the one that {@link NativeCall} took. */
class CallShapeTest {
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
    /** The number of read(2). */
    private static final int READ = Architecture.current() == Architecture.X86_64 ? 0 : 63;

    static List<CallShape> shapes() {
        return RawShape.ifPossible().isPresent()
                ? List.of(LinkedShape.link(), RawShape.ifPossible().get())
                : List.of(LinkedShape.link());
    }

    @Test
    void theQuickWayIsTakenOnX86() {
        assertThat(RawShape.ifPossible().isPresent()).isEqualTo(Architecture.current() == Architecture.X86_64);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void resultsAndArgumentsHaveAll64Bits(CallShape shape) throws Throwable {
        RandomGenerator random = Seed.announced("CallShapeTest").random();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(200);
            MemorySegment format = Memory.text(arena, "%ld %ld %ld");
            for (int i = 0; i < 1_000; i++) {
                long a = random.nextLong();
                long b = random.nextLong();
                long c = random.nextLong();
                String expected = a + " " + b + " " + c;
                long length =
                        call(shape, arena, "snprintf", text.address(), text.byteSize(), format.address(), a, b, c);
                assertThat((int) length).isEqualTo(expected.length());
                assertThat(Memory.getText(text)).isEqualTo(expected);
                assertThat(call(shape, arena, "labs", a, 0, 0, 0, 0, 0)).isEqualTo(Math.abs(a));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void aPointerComesBackWhole(CallShape shape) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            long page = call(shape, arena, "mmap", 0, 4096, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0);
            assertThat(page).isNotIn(-1L, 0L);
            assertThat(call(shape, arena, "memset", page, 'x', 4096, 0, 0, 0)).isEqualTo(page);
            assertThat((int) call(shape, arena, "munmap", page, 4096, 0, 0, 0, 0))
                    .isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void errnoIsThatOfTheCall(CallShape shape) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(CallShape.ERRNO_BYTES, 8);
            long missing = Memory.text(arena, "/nowhere/at/all").address();
            assertThat((int) shape.call(function(shape, "open"), errno, missing, 0, 0, 0, 0, 0))
                    .isEqualTo(-1);
            assertThat(Memory.getInt(errno, 0)).isEqualTo(Errno.ENOENT);
            assertThat((int) shape.call(function(shape, "close"), errno, -1, 0, 0, 0, 0, 0))
                    .isEqualTo(-1);
            assertThat(Memory.getInt(errno, 0)).isEqualTo(Errno.EBADF);
        }
    }

    /** A call that did not say to the JVM that it leaves it would hold up every collection until it returns. */
    @ParameterizedTest
    @MethodSource("shapes")
    void memoryIsCollectedWhileACallWaits(CallShape shape) throws Throwable {
        Descriptor.Pipe pipe = Descriptor.pipe();
        CompletableFuture<Long> read = new CompletableFuture<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment buffer = arena.allocate(8);
                read.complete(call(shape, arena, "read", pipe.readEnd().number(), buffer.address(), 8, 0, 0, 0));
            } catch (Throwable e) {
                read.completeExceptionally(e);
            }
        });
        Await.until(
                "a call that waits",
                CallShapeTest::systemCalls,
                calls -> calls.contains(
                        READ + " 0x" + Integer.toHexString(pipe.readEnd().number()) + " "));
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        assertThat(read).isNotDone();
        pipe.writeEnd().write(new NativeBuffer(3), 3);
        assertThat(read.get()).isEqualTo(3);
        reader.join();
        pipe.readEnd().close();
        pipe.writeEnd().close();
    }

    /** What the threads of this process are in, proc_pid_syscall(5): number and arguments. */
    private static String systemCalls() {
        StringBuilder calls = new StringBuilder();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path thread : threads) {
                try {
                    calls.append(Files.readString(thread.resolve("syscall")));
                } catch (IOException e) {
                    // It has ended meanwhile.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return calls.toString();
    }

    private static long call(CallShape shape, Arena arena, String name, long a, long b, long c, long d, long e, long f)
            throws Throwable {
        return shape.call(function(shape, name), arena.allocate(CallShape.ERRNO_BYTES, 8), a, b, c, d, e, f);
    }

    private static MemorySegment function(CallShape shape, String name) {
        return shape.symbols().find(name).orElseThrow();
    }
}
