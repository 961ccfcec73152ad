package cronium.runner;

import cronium.payload.manifest.ExecutionId;
import cronium.payload.manifest.Manifest;
import cronium.payload.signing.PayloadFile;
import cronium.payload.signing.SignatureState;
import cronium.payload.signing.VerifiedPayload;
import cronium.runner.journal.Result;
import java.util.Optional;

/** What verification and the manifest said, as the result reports it. */
final class Verdict {
    private Verdict() {}

    static Result.PayloadFacts facts(PayloadFile file, VerifiedPayload payload) {
        return switch (payload.signature()) {
            case SignatureState.Verified(String key) ->
                new Result.PayloadFacts(file.sha256(), file.size(), Optional.of("verified"), Optional.of(key));
            case SignatureState.UnsignedAllowed _ ->
                new Result.PayloadFacts(file.sha256(), file.size(), Optional.of("unsigned-allowed"), Optional.empty());
            case SignatureState.Refused _ ->
                new Result.PayloadFacts(file.sha256(), file.size(), Optional.of("refused"), Optional.empty());
        };
    }

    /** The identity of the key that signed it. */
    static Optional<String> signedBy(VerifiedPayload payload) {
        return switch (payload.signature()) {
            case SignatureState.Verified(String key) -> Optional.of(key);
            case SignatureState.UnsignedAllowed _ -> Optional.empty();
        };
    }

    static String sentence(VerifiedPayload payload) {
        return switch (payload.signature()) {
            case SignatureState.Verified(String key) -> "signed by " + key;
            case SignatureState.UnsignedAllowed _ -> "signature not checked (--allow-unsigned)";
            case SignatureState.Refused(String code, String message) ->
                "not trusted, and run all the same: " + code + ": " + message;
        };
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
