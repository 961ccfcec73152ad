package cronium.runner.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeakMemoryTest {
    private static final long MIB = 1 << 20;

    @Test
    void theKernelIsBelievedWellAboveTheRunnersOwnSize() {
        assertThat(PeakMemory.of(200 * MIB, 40 * MIB, 190 * MIB))
                .isEqualTo(new PeakMemory(200 * MIB, PeakMemory.Source.KERNEL));
    }

    @Test
    void aLargerValueThatWasSeenIsLarger() {
        assertThat(PeakMemory.of(200 * MIB, 40 * MIB, 201 * MIB).bytes()).isEqualTo(201 * MIB);
    }

    @Test
    void aboutTheRunnersSizeTheKernelSpeaksOfTheRunner() {
        assertThat(PeakMemory.of(41 * MIB, 40 * MIB, 3 * MIB))
                .isEqualTo(new PeakMemory(3 * MIB, PeakMemory.Source.SAMPLED));
    }

    @Test
    void withoutAnythingSeenTheKernelsFigureIsAnUpperBound() {
        assertThat(PeakMemory.of(39 * MIB, 40 * MIB, 0)).isEqualTo(new PeakMemory(39 * MIB, PeakMemory.Source.AT_MOST));
        assertThat(PeakMemory.of(39 * MIB, Long.MAX_VALUE, 0).source()).isEqualTo(PeakMemory.Source.AT_MOST);
    }
}
