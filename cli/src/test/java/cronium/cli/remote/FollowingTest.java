package cronium.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Following an execution over connections that drop. */
class FollowingTest {
    private static final String CALL = "GET /api/v1/executions/e1/events";
    private static final String END = "event: end\ndata: {\"state\":\"ended\",\"ending\":{\"exitCode\":7}}\n\n";
    private static final Patience LONG = patience(Duration.ofMinutes(1));

    private final Seen seen = new Seen();
    private HttpStub stub;

    @BeforeEach
    void start() throws IOException {
        stub = HttpStub.start();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void outputComesByteForByteAndThenTheEnd() throws IOException {
        stub.on(
                CALL,
                HttpStub.events(
                        "event: state\ndata: {\"state\":\"running\"}\n\n",
                        output(0, "stdout", 0, "a\u0000b"),
                        ": keep-alive\n\n",
                        output(1, "stderr", 0, "oops"),
                        "event: later\ndata: {}\n\n",
                        output(2, "stdout", 3, "\u00e4\n"),
                        END));

        Item execution = follow(LONG);

        assertThat(execution.item("ending").number("exitCode")).hasValue(7);
        assertThat(seen.out.toString(StandardCharsets.UTF_8)).isEqualTo("a\u0000b\u00e4\n");
        assertThat(seen.err.toString(StandardCharsets.UTF_8)).isEqualTo("oops");
        assertThat(seen.notices).containsExactly("state running");
    }

    @Test
    void aConnectionThatDropsIsResumedBehindTheLastChunk() throws IOException {
        String second = output(1, "stdout", 3, "two");
        stub.on(CALL, HttpStub.events(output(0, "stdout", 0, "one"), second.substring(0, second.length() - 1)))
                .on(CALL, 503, "{'title':'restarting','status':503}")
                .on(CALL, HttpStub.events())
                .on(CALL, HttpStub.events(second, output(2, "stdout", 6, "three"), END));

        follow(LONG);

        assertThat(seen.out).hasToString("onetwothree");
        assertThat(stub.requests())
                .extracting(request -> request.header("Last-Event-ID"))
                .containsExactly(Optional.empty(), Optional.of("0"), Optional.of("0"), Optional.of("0"));
        assertThat(seen.notices)
                .isNotEmpty()
                .allSatisfy(notice -> assertThat(notice).startsWith("dropped"));
    }

    @Test
    void bytesThatComeAgainAreShownOnceAndBytesThatNeverComeAreTold() throws IOException {
        stub.on(
                CALL,
                HttpStub.events(
                        output(0, "stdout", 0, "abc"),
                        output(0, "stdout", 0, "abc"),
                        output(1, "stdout", 2, "cd"),
                        output(2, "stdout", 10, "z"),
                        END));

        follow(LONG);

        assertThat(seen.out).hasToString("abcdz");
        assertThat(seen.notices).containsExactly("missing 6 of STDOUT");
    }

    @Test
    void aRefusalEndsIt() {
        stub.on(CALL, 404, "{'title':'Not Found','status':404,'detail':'no such execution'}");

        assertThatThrownBy(() -> follow(LONG))
                .isInstanceOf(RefusedException.class)
                .hasMessage("no such execution");
        assertThat(stub.requests()).hasSize(1);
    }

    @Test
    void whenPatienceIsOverItSaysThatTheExecutionGoesOn() {
        stub.on(CALL, HttpStub.events());

        assertThatThrownBy(() -> follow(patience(Duration.ZERO)))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("it goes on, and: cronium execution follow e1");
    }

    @Test
    void aListenerThatFailsIsNotTakenForADroppedConnection() {
        stub.on(CALL, HttpStub.events(output(0, "stdout", 0, "x"), END));
        seen.fails = true;

        assertThatThrownBy(() -> follow(LONG)).hasMessage("standard output is closed");
        assertThat(stub.requests()).hasSize(1);
    }

    private Item follow(Patience patience) throws IOException {
        return new Following(stub.client(), "e1", patience, System::nanoTime, seen).toItsEnd();
    }

    private static Patience patience(Duration total) {
        return new Patience(Duration.ofMillis(1), Duration.ofMillis(2), total, Duration.ofSeconds(20));
    }

    private static String output(long number, String stream, long offset, String text) {
        return "id: " + number + "\nevent: output\ndata: {\"number\":" + number + ",\"stream\":\"" + stream
                + "\",\"offset\":" + offset + ",\"nanos\":1,\"base64\":\""
                + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "\"}\n\n";
    }

    private static final class Seen implements Listener {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();
        private final List<String> notices = new ArrayList<>();
        private boolean fails;

        @Override
        public void output(Stream stream, byte[] bytes) throws IOException {
            if (fails) {
                throw new IOException("standard output is closed");
            }
            (stream == Stream.STDOUT ? out : err).write(bytes);
        }

        @Override
        public void missing(Stream stream, long bytes) {
            notices.add("missing " + bytes + " of " + stream);
        }

        @Override
        public void state(Item execution) {
            notices.add("state " + execution.text("state").orElse(""));
        }

        @Override
        public void dropped(IOException failure) {
            notices.add("dropped: " + failure.getMessage());
        }
    }
}
