package cronium.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {
    private final AtomicLong now = new AtomicLong();

    private BoundedBody body(int length, int limit) {
        return new BoundedBody(new ByteArrayInputStream(new byte[length]), limit, now::get);
    }

    @Test
    void aBodyUpToTheLimitIsRead() throws Exception {
        try (InputStream body = body(100, 100)) {
            assertThat(body.readAllBytes()).hasSize(100);
        }
    }

    @Test
    void moreThanTheLimitIsRefused() throws Exception {
        try (InputStream body = body(101, 100)) {
            assertThatThrownBy(body::readAllBytes)
                    .isInstanceOf(BoundedBody.TooLargeException.class)
                    .hasMessageContaining("at most 100 bytes");
        }
    }

    @Test
    void aBodyThatTakesTooLongIsRefusedAndALargerOneMayTakeLonger() throws Exception {
        try (InputStream small = body(100, 64 << 10);
                InputStream large = body(100, 16 << 20)) {
            now.addAndGet(Duration.ofSeconds(31).toNanos());
            assertThatThrownBy(small::read)
                    .isInstanceOf(BoundedBody.TooSlowException.class)
                    .hasMessageContaining("within 30 s");
            assertThat(large.read()).isZero();
            now.addAndGet(Duration.ofSeconds(64).toNanos());
            assertThatThrownBy(large::read).isInstanceOf(BoundedBody.TooSlowException.class);
        }
    }
}
