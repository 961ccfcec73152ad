package cronium.runner;

import cronium.payload.manifest.ExecutionId;
import cronium.payload.manifest.Manifest;
import cronium.payload.signing.SignatureState;
import cronium.runner.journal.Result;
import cronium.runner.output.Notice;
import java.util.Map;
import java.util.Optional;

/** What verification and the manifest said, for people and for the result. */
final class Verdict {
    private Verdict() {}

    /** A few words, for the line on how it ended. */
    static String words(SignatureState signature) {
        return signature.match(
                verified -> "signed by " + verified.keyName(), _ -> "signature not checked", _ -> "NOT TRUSTED");
    }

    static String sentence(SignatureState signature) {
        return signature.match(
                verified -> "signed by " + verified.keyName(),
                _ -> "signature not checked (--allow-unsigned)",
                refused -> "NOT TRUSTED (" + refused.code() + "), runs only because of --trust-mode=warn: "
                        + refused.message());
    }

    /** As loud as it is grave: what would have been refused is said in every format. */
    static Notice notice(SignatureState signature, String executionId) {
        Notice.Level level = signature instanceof SignatureState.Refused ? Notice.Level.WARN : Notice.Level.DEBUG;
        return new Notice(level, "verified", sentence(signature), Map.of("executionId", executionId));
    }

    static Result.EventFacts event(Manifest manifest) {
        return new Result.EventFacts(
                manifest.metadata().jobId(),
                manifest.metadata().eventId(),
                manifest.metadata().eventVersion().isPresent()
                        ? Optional.of(manifest.metadata().eventVersion().getAsLong())
                        : Optional.empty());
    }

    static Optional<String> executionId(Manifest manifest) {
        return manifest.metadata().executionId().map(ExecutionId::text);
    }
}
