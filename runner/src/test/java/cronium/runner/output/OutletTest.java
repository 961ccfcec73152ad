package cronium.runner.output;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.runner.linux.Descriptor;
import cronium.runner.linux.Errno;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.NativeBuffer;
import cronium.testkit.Await;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class OutletTest {
    private static final byte[] MEGABYTE = new byte[1 << 20];

    @Test
    void aReaderThatIsGoneFailsNothingAndIsRemembered() throws LinuxException {
        Descriptor.Pipe pipe = Descriptor.pipe();
        pipe.readEnd().close();
        Outlet outlet = new Outlet(pipe.writeEnd());
        outlet.write(MEGABYTE, MEGABYTE.length);
        outlet.write(MEGABYTE, MEGABYTE.length);
        assertThat(outlet.failure())
                .hasValueSatisfying(failure -> assertThat(failure.errno()).isEqualTo(Errno.EPIPE));
        pipe.writeEnd().close();
    }

    @Test
    void aFullDeviceFailsNothingAndIsRemembered() throws LinuxException {
        try (Descriptor full = Descriptor.openForWriting("/dev/full")) {
            Outlet outlet = new Outlet(full);
            outlet.write(MEGABYTE, MEGABYTE.length);
            assertThat(outlet.failure())
                    .hasValueSatisfying(failure -> assertThat(failure.errno()).isEqualTo(Errno.ENOSPC));
        }
    }

    @Test
    void aNonBlockingReaderThatIsSlowLosesNothing() throws Exception {
        Descriptor.Pipe pipe = Descriptor.pipe();
        pipe.writeEnd().makeNonBlocking();
        Outlet outlet = new Outlet(pipe.writeEnd());
        FutureTask<Boolean> writing = new FutureTask<>(
                () -> {
                    outlet.write(MEGABYTE, MEGABYTE.length);
                    pipe.writeEnd().close();
                },
                true);
        Thread writer = Thread.ofPlatform().daemon().start(writing);
        // It has to wait: the pipe holds 64 KiB.
        Await.until("the writer to wait in poll(2)", writer::getState, state -> !writing.isDone());
        long read = 0;
        NativeBuffer buffer = new NativeBuffer(10_000);
        int length;
        while ((length = pipe.readEnd().read(buffer)) > 0) {
            read += length;
        }
        assertThat(writing.get()).isTrue();
        assertThat(outlet.failure()).isEmpty();
        assertThat(read).isEqualTo(MEGABYTE.length);
        pipe.readEnd().close();
    }
}
