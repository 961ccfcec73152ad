package cronium.server.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutLimitsTest {
    private static RolloutLimits limits(int concurrency, int maxFailures, int batch) {
        return new RolloutLimits(
                concurrency,
                maxFailures == 0 ? OptionalInt.empty() : OptionalInt.of(maxFailures),
                batch == 0 ? OptionalInt.empty() : OptionalInt.of(batch));
    }

    @ParameterizedTest
    @CsvSource({
        // concurrency, failures, batch, targets, started, ended, failed, more
        "5, 0, 0, 20, 0, 0, 0, 5",
        "5, 0, 0, 20, 5, 2, 2, 2",
        "5, 0, 0, 6, 5, 5, 0, 1",
        "5, 0, 0, 6, 6, 6, 6, 0",
        "5, 2, 0, 20, 5, 2, 1, 2",
        "5, 2, 0, 20, 5, 2, 2, 0",
        "5, 1, 0, 20, 5, 5, 3, 0",
        "50, 0, 10, 25, 0, 0, 0, 10",
        "50, 0, 10, 25, 10, 9, 0, 0",
        "50, 0, 10, 25, 10, 10, 3, 10",
        "50, 0, 10, 25, 20, 20, 0, 5",
        "4, 0, 10, 25, 8, 5, 0, 1",
        "4, 0, 10, 25, 8, 8, 0, 2",
        "4, 0, 1, 25, 8, 8, 0, 1",
        "4, 0, 1, 25, 8, 7, 0, 0",
    })
    void whatMayBeStartedIsWhatAllLimitsAllow(
            int concurrency, int failures, int batch, int targets, int started, int ended, int failed, int more) {
        RolloutProgress progress = new RolloutProgress(targets, started, ended, failed);

        assertThat(limits(concurrency, failures, batch).startable(progress)).isEqualTo(more);
    }

    @Test
    void nothingIsStoppedWhereNothingIsLeft() {
        RolloutLimits limits = limits(5, 2, 0);

        assertThat(limits.isStopped(new RolloutProgress(4, 3, 3, 2))).isTrue();
        assertThat(limits.isStopped(new RolloutProgress(4, 3, 3, 1))).isFalse();
        assertThat(limits.isStopped(new RolloutProgress(4, 4, 4, 4))).isFalse();
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> limits(0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> limits(1001, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> limits(1, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> limits(1, 0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RolloutProgress(3, 2, 3, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RolloutProgress(3, 2, 1, 2));
    }
}
