package cronium.runner.journal;

import cronium.payload.signing.SignatureState;
import cronium.runner.supervise.Ended;
import cronium.runner.supervise.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The whole truth about one execution, as {@code --result} writes it and {@code docs/result.schema.json} describes it.
 *
 * @param payloadPath as given on the command line
 * @param stages how long each stage took that was reached, in order
 * @param grant absent unless one was required and fits
 * @param ended absent when the script never ran
 * @param enforced what really bounded the execution
 * @param leftovers files that could not be removed
 */
public record Result(
        String executionId,
        Outcome outcome,
        String payloadPath,
        Optional<PayloadFacts> payload,
        Optional<GrantFacts> grant,
        Optional<EventFacts> event,
        Instant startedAt,
        Instant endedAt,
        Map<String, Duration> stages,
        Optional<Ended> ended,
        List<String> enforced,
        List<String> leftovers) {
    public Result {
        stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
        enforced = List.copyOf(enforced);
        leftovers = List.copyOf(leftovers);
    }

    /**
     * The same with secrets masked in all texts that may hold some: messages, what is left, names of processes. What names the
     * execution, the event and the payload stays: it is not the script's.
     */
    public Result masked(UnaryOperator<String> mask) {
        return new Result(
                executionId,
                outcome.masked(mask),
                payloadPath,
                payload,
                grant,
                event,
                startedAt,
                endedAt,
                stages,
                ended.map(end -> new Ended(
                        end.outcome().masked(mask),
                        end.scriptEnd(),
                        end.usage(),
                        end.output(),
                        end.undelivered().map(mask),
                        end.layer(),
                        end.survivors().stream().map(mask).toList())),
                enforced,
                leftovers.stream().map(mask).toList());
    }

    /** The same of an execution whose output turned out not to be kept. It is the outcome, unless the script was stopped for something else. */
    Result outputLost(String why) {
        Outcome changed = outcome instanceof Outcome.Exited || outcome instanceof Outcome.Signalled
                ? new Outcome.OutputLost(why)
                : outcome;
        return new Result(
                executionId,
                changed,
                payloadPath,
                payload,
                grant,
                event,
                startedAt,
                endedAt,
                stages,
                ended.map(end -> new Ended(
                        changed,
                        end.scriptEnd(),
                        end.usage(),
                        end.output(),
                        Optional.of(end.undelivered().orElse(why)),
                        end.layer(),
                        end.survivors())),
                enforced,
                leftovers);
    }

    /**
     * The payload as it was read.
     *
     * @param signature on what ground it runs; empty if the check failed or was not reached
     */
    public record PayloadFacts(String sha256, long bytes, Optional<SignatureState> signature) {}

    /**
     * The grant that allowed it.
     *
     * @param sha256 of the grant's document
     * @param key identity of the key that signed it
     */
    public record GrantFacts(String sha256, String key) {}

    /** The event as the manifest names it. */
    public record EventFacts(Optional<String> jobId, Optional<String> eventId, Optional<Long> eventVersion) {}
}
