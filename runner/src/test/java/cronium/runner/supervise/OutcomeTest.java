package cronium.runner.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.runner.linux.Errno;
import cronium.runner.linux.LinuxException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {
    @Test
    void exitCodesFollowTimeoutEnvAndSh() {
        assertThat(new Outcome.Exited(7).exitCode()).isEqualTo(7);
        assertThat(new Outcome.Signalled(9).exitCode()).isEqualTo(137);
        assertThat(new Outcome.TimedOut(Duration.ofSeconds(1)).exitCode()).isEqualTo(124);
        assertThat(new Outcome.Cancelled(15).exitCode()).isEqualTo(143);
        assertThat(new Outcome.Rejected("a", "b").exitCode()).isEqualTo(125);
        assertThat(new Outcome.Rejected(Outcome.Rejected.EXECUTION_JOURNALED, "").exitCode())
                .isEqualTo(116);
        assertThat(new Outcome.NotStarted(Outcome.Reason.RUNNER_FAULT, "").exitCode())
                .isEqualTo(125);
        assertThat(new Outcome.NotStarted(Outcome.Reason.CANNOT_EXECUTE, "").exitCode())
                .isEqualTo(126);
        assertThat(new Outcome.NotStarted(Outcome.Reason.INTERPRETER_MISSING, "").exitCode())
                .isEqualTo(127);
    }

    @Test
    void sentencesAreForPeople() {
        assertThat(new Outcome.Signalled(9).sentence()).isEqualTo("killed by SIGKILL");
        assertThat(new Outcome.TimedOut(Duration.ofMillis(90_500)).sentence()).isEqualTo("timed out after 1m30.500s");
        assertThat(new Outcome.Rejected("manifest.missing", "why").sentence())
                .isEqualTo("rejected (manifest.missing): why");
    }

    @ParameterizedTest
    @CsvSource({
        "2, INTERPRETER_MISSING",
        "13, CANNOT_EXECUTE",
        "8, CANNOT_EXECUTE",
        "7, CANNOT_EXECUTE",
        "11, RUNNER_FAULT",
        "24, RUNNER_FAULT"
    })
    void aFailedStartIsTheScriptsOrTheHosts(int errno, Outcome.Reason reason) {
        Outcome.NotStarted outcome = Supervisor.notStarted(new LinuxException("posix_spawn", errno), "/bin/x");
        assertThat(outcome.reason()).isEqualTo(reason);
        assertThat(outcome.message()).contains("/bin/x", Errno.symbol(errno));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0ms",
        "90, 90ms",
        "1000, 1s",
        "1250, 1.250s",
        "600000, 10m",
        "5405000, 1h30m5s",
        "3600000, 1h",
        "3600001, 1h0.001s"
    })
    void durationsReadWell(long millis, String words) {
        assertThat(DurationWords.of(Duration.ofMillis(millis))).isEqualTo(words);
    }
}
