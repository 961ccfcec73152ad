package cronium.dispatch.connection;

import cronium.protocol.RunnerMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What was asked and waits for its answer. Thread-safe. */
final class Requests {
    private final AtomicLong last = new AtomicLong();
    private final Map<Long, BlockingQueue<Answer>> open = new ConcurrentHashMap<>();
    private final Set<Long> unheard = ConcurrentHashMap.newKeySet();

    private sealed interface Answer {
        record Heard(RunnerMessage message) implements Answer {}

        record Lost() implements Answer {}
    }

    /** One request; closed when nobody waits for its answer any more. */
    final class Request implements AutoCloseable {
        private final long number = last.incrementAndGet();
        private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

        private Request() {
            open.put(number, answers);
        }

        long number() {
            return number;
        }

        /** Empty if there is none within the limit, or the connection was lost. */
        Optional<RunnerMessage> answer(Duration limit) throws InterruptedException {
            return answers.poll(limit.toNanos(), TimeUnit.NANOSECONDS) instanceof Answer.Heard(RunnerMessage message)
                    ? Optional.of(message)
                    : Optional.empty();
        }

        @Override
        public void close() {
            open.remove(number);
        }
    }

    /** The number of a request whose answer nobody wants, whatever it is. */
    long unheard() {
        long number = last.incrementAndGet();
        unheard.add(number);
        return number;
    }

    Request begin() {
        return new Request();
    }

    /** @throws IOException when it refuses what nobody waits for any more, such as a chunk of an upload */
    void answer(long number, RunnerMessage message) throws IOException {
        BlockingQueue<Answer> answers = open.get(number);
        if (answers != null) {
            answers.add(new Answer.Heard(message));
        } else if (!unheard.remove(number) && message instanceof RunnerMessage.Refused refused) {
            throw new IOException("a refusal of what was answered, " + refused.code() + ": " + refused.message());
        }
    }

    /** Nobody waits any more. */
    void lost() {
        open.values().forEach(answers -> answers.add(new Answer.Lost()));
    }
}
