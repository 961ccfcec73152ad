package cronium.server.execute;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.server.domain.Ending;
import cronium.server.domain.Outcome;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResultDocumentTest {
    private static final String GOOD =
            "{\"schema\":\"cronium.result/v1\",\"outcome\":{\"kind\":\"exited\",\"code\":3},\"exitCode\":3}";

    @Test
    void aResultTellsTheEnd() {
        Ending ending = ending(GOOD);
        assertThat(ending.outcome()).isEqualTo(Outcome.EXITED);
        assertThat(ending.exitCode()).hasValue(3);
        assertThat(ending.result()).contains(GOOD);
    }

    /** A host that somebody else rules may say anything. */
    static Stream<String> notUnderstood() {
        return Stream.of(
                "",
                "[]",
                GOOD.replace("v1", "v2"),
                GOOD.replace("exited", "excited"),
                GOOD.replace("\"exitCode\":3", "\"exitCode\":256"),
                GOOD.replace("\"exitCode\":3", "\"exitCode\":-1"),
                GOOD.replace("\"exitCode\":3", "\"exitCode\":\"3\""),
                GOOD.replace(",\"exitCode\":3", ""),
                GOOD.replace("}}", "}") + "more",
                GOOD.replace("\"exitCode\"", "\"x\":1,\"x\":2,\"exitCode\""),
                GOOD.replace("\"exitCode\"", "\"x\":" + "[".repeat(60) + "]".repeat(60) + ",\"exitCode\""),
                GOOD.replace("\"exitCode\"", "\"" + "x".repeat(900) + "\":1,\"exitCode\""),
                GOOD.replace("\"exitCode\"", "\"x\":\"" + "x".repeat(300_000) + "\",\"exitCode\""));
    }

    @ParameterizedTest
    @MethodSource("notUnderstood")
    void whatTheApiCouldNotAnswerIsNotUnderstood(String text) {
        Ending ending = ending(text);
        assertThat(ending.outcome()).isEqualTo(Outcome.LOST);
        assertThat(ending.result()).isEmpty();
    }

    private static Ending ending(String text) {
        return ResultDocument.ending(text, new StreamTally(), new StreamTally());
    }
}
