package cronium.runner.output;

import cronium.runner.linux.Descriptor;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.NativeBuffer;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** What a presentation writes to the runner's two streams, read from real pipes. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ShownTo(byte[] standardOutput, byte[] standardError) {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2025-08-05T07:00:00.000001Z"), ZoneOffset.UTC);

    /** Has a presentation show something, a second and a quarter after it was made. */
    static ShownTo by(OutputFormat format, boolean colours, Consumer<Presentation> showing)
            throws LinuxException, InterruptedException, ExecutionException {
        Descriptor.Pipe out = Descriptor.pipe();
        Descriptor.Pipe err = Descriptor.pipe();
        FutureTask<byte[]> outReader = reading(out.readEnd());
        FutureTask<byte[]> errReader = reading(err.readEnd());
        try {
            long[] calls = {0};
            Presentation presentation = format.to(
                    new Outlet(out.writeEnd()),
                    new Outlet(err.writeEnd()),
                    CLOCK,
                    () -> calls[0]++ == 0 ? 0 : 1_250_000_000L,
                    colours);
            showing.accept(presentation);
            if (presentation.failure().isPresent()) {
                throw presentation.failure().get();
            }
        } finally {
            out.writeEnd().close();
            err.writeEnd().close();
        }
        return new ShownTo(outReader.get(), errReader.get());
    }

    private static FutureTask<byte[]> reading(Descriptor end) {
        FutureTask<byte[]> task = new FutureTask<>(() -> {
            try (end) {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                NativeBuffer buffer = new NativeBuffer(1 << 16);
                byte[] bytes = new byte[1 << 16];
                int length;
                while ((length = end.read(buffer)) > 0) {
                    buffer.copyTo(bytes, length);
                    all.write(bytes, 0, length);
                }
                return all.toByteArray();
            }
        });
        Thread.ofPlatform().daemon().start(task);
        return task;
    }
}
