package cronium.runner.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DescriptorTest {
    @Test
    void whatIsWrittenIsReadAndTheEndIsZero() throws LinuxException {
        Descriptor.Pipe pipe = Descriptor.pipe();
        NativeBuffer buffer = new NativeBuffer(16);
        buffer.copyFrom("..hello".getBytes(StandardCharsets.US_ASCII), 2, 5);
        pipe.writeEnd().write(buffer, 5);
        pipe.writeEnd().close();
        NativeBuffer read = new NativeBuffer(16);
        assertThat(pipe.readEnd().read(read)).isEqualTo(5);
        byte[] bytes = new byte[5];
        read.copyTo(bytes, 5);
        assertThat(new String(bytes, StandardCharsets.US_ASCII)).isEqualTo("hello");
        assertThat(pipe.readEnd().read(read)).isZero();
        pipe.readEnd().close();
        pipe.readEnd().close();
    }

    @Test
    void aFailureNamesTheCallAndTheError() {
        assertThatThrownBy(() -> Descriptor.openForWriting("/no/such/file"))
                .isInstanceOfSatisfying(LinuxException.class, e -> {
                    assertThat(e.call()).isEqualTo("open");
                    assertThat(e.errno()).isEqualTo(Errno.ENOENT);
                    assertThat(e).hasMessage("open: ENOENT (no such file or directory)");
                });
        assertThat(Errno.symbol(4711)).isEqualTo("errno 4711");
        assertThatThrownBy(() -> NativeCall.named("no_such_function"))
                .isInstanceOf(UnsatisfiedLinkError.class)
                .hasMessageContainingAll("no_such_function", "glibc");
    }

    @Test
    void anEmptyNonBlockingPipeSaysTryAgain() throws LinuxException {
        Descriptor.Pipe pipe = Descriptor.pipe();
        pipe.readEnd().makeNonBlocking();
        assertThatThrownBy(() -> pipe.readEnd().read(new NativeBuffer(8)))
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EAGAIN));
        Poll poll = new Poll(pipe.readEnd());
        assertThat(poll.await(0)).isFalse();
        assertThat(poll.ready(0)).isFalse();
        pipe.writeEnd().close();
        assertThat(poll.await(-1)).isTrue();
        assertThat(poll.ready(0)).isTrue();
        poll.drop(0);
        assertThat(poll.await(0)).isFalse();
        pipe.readEnd().close();
    }

    @Test
    void aPipeSaysHowLargeItIs() throws LinuxException {
        Descriptor.Pipe pipe = Descriptor.pipe();
        assertThat(pipe.writeEnd().growPipe(1 << 20)).isIn(65_536, 1 << 20);
        assertThat(pipe.writeEnd().growPipe(1 << 30)).isIn(65_536, 1 << 30);
        assertThat(pipe.writeEnd().isTerminal()).isFalse();
        pipe.writeEnd().close();
        pipe.readEnd().close();
    }
}
