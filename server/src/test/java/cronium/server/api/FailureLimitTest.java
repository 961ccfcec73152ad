package cronium.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailureLimitTest {
    private final AtomicLong now = new AtomicLong();
    private final FailureLimit limit = new FailureLimit(now::get);

    private void failOften(String address) {
        for (int i = 0; i < FailureLimit.BURST; i++) {
            assertThat(limit.wait(address)).isEmpty();
            limit.failed(address);
        }
    }

    @Test
    void afterABurstTheAddressWaitsAndOthersDoNot() {
        failOften("one");
        assertThat(limit.wait("one")).contains(FailureLimit.REFILL);
        assertThat(limit.wait("other")).isEmpty();
    }

    @Test
    void theBucketFillsByItself() {
        failOften("one");
        now.addAndGet(FailureLimit.REFILL.toNanos() / 2);
        assertThat(limit.wait("one")).contains(FailureLimit.REFILL.dividedBy(2));
        now.addAndGet(FailureLimit.REFILL.toNanos() / 2);
        assertThat(limit.wait("one")).isEmpty();
        limit.failed("one");
        assertThat(limit.wait("one")).isPresent();
        now.addAndGet(Duration.ofDays(1).toNanos());
        failOften("one");
        assertThat(limit.wait("one")).isPresent();
    }

    @Test
    void itsMemoryIsBounded() {
        failOften("first");
        for (int i = 0; i < 10_000; i++) {
            limit.failed("address " + i);
        }
        assertThat(limit.wait("first")).isEmpty();
    }
}
