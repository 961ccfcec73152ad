package cronium.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchedTargetsTest {
    private static final String FIRST = "GET /api/v1/rollouts/r/targets?limit=200";
    private static final String SECOND = FIRST + "&cursor=c2";
    private static final String THIRD = FIRST + "&cursor=c3";

    private HttpStub stub;

    @BeforeEach
    void start() throws IOException {
        stub = HttpStub.start();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private void answers(String call, String next, int from, String... states) {
        String items = IntStream.range(0, states.length)
                .mapToObj(i -> "{'host':'h" + (from + i) + "','state':'" + states[i] + "'}")
                .collect(Collectors.joining(","));
        stub.on(call, 200, "{'items':[" + items + "]" + (next.isEmpty() ? "" : ",'next':'" + next + "'") + "}");
    }

    private static List<String> hosts(List<Item> targets) {
        return targets.stream().map(target -> target.text("host").orElse("")).toList();
    }

    private List<String> calls() {
        List<String> calls =
                stub.requests().stream().map(HttpStub.Request::call).toList();
        stub.requests().clear();
        return calls;
    }

    @Test
    void onlyPagesThatMayHaveChangedAreAskedForAndEachEndIsToldOnce() throws IOException {
        answers(FIRST, "c2", 0, "running", "waiting");
        answers(FIRST, "c2", 0, "running", "ended");
        answers(FIRST, "c2", 0, "ended", "ended");
        answers(SECOND, "c3", 2, "waiting", "waiting");
        answers(SECOND, "c3", 2, "ended", "running");
        answers(SECOND, "c3", 2, "ended", "ended");
        answers(THIRD, "", 4, "waiting");
        answers(THIRD, "", 4, "ended");
        WatchedTargets targets = new WatchedTargets(stub.client(), "r");

        assertThat(targets.next()).isEmpty();
        assertThat(calls()).containsExactly(FIRST, SECOND);
        assertThat(hosts(targets.next())).containsExactly("h1", "h2");
        assertThat(calls()).containsExactly(FIRST, SECOND, THIRD);
        assertThat(hosts(targets.next())).containsExactly("h0", "h3", "h4");
        assertThat(calls()).containsExactly(FIRST, SECOND, THIRD);
        assertThat(targets.next()).isEmpty();
        assertThat(calls()).isEmpty();
        assertThat(hosts(targets.all())).containsExactly("h0", "h1", "h2", "h3", "h4");
    }
}
