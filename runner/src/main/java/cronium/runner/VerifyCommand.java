package cronium.runner;

import cronium.payload.PayloadException;
import cronium.payload.archive.ArchiveLimits;
import cronium.payload.signing.PayloadFile;
import cronium.payload.signing.SignatureState;
import cronium.payload.signing.TrustMode;
import cronium.payload.signing.VerifiedPayload;
import cronium.runner.journal.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@code cronium-runner verify}: whether a payload's signature is one that {@code run} would accept. Unpacks nothing. */
final class VerifyCommand {
    private final PrintStream out;
    private final Path standardTrust;
    private final InstantSource clock;

    VerifyCommand(PrintStream out, Path standardTrust, InstantSource clock) {
        this.clock = clock;
        this.out = out;
        this.standardTrust = standardTrust;
    }

    void run(List<String> arguments) throws UsageException, IOException, PayloadException {
        Words words = new Words(arguments);
        Optional<Path> payload = Optional.empty();
        Optional<Path> trust = Optional.empty();
        Optional<Path> signature = Optional.empty();
        boolean json = false;
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "--trust" -> trust = Optional.of(Path.of(words.value(word)));
                case "--signature" -> signature = Optional.of(Path.of(words.value(word)));
                case "--json" -> json = true;
                default -> {
                    if (words.isOption(word) || payload.isPresent()) {
                        throw new UsageException("verify: expected PAYLOAD [--trust DIR] [--signature FILE] [--json],"
                                + " found also '" + word + "'");
                    }
                    payload = Optional.of(Path.of(word));
                }
            }
        }
        verify(
                payload.orElseThrow(() -> new UsageException("verify: expected a PAYLOAD")),
                new Verification(trust.orElse(standardTrust), signature, TrustMode.ENFORCE),
                json);
    }

    private void verify(Path path, Verification verification, boolean json) throws IOException, PayloadException {
        try (PayloadFile file = PayloadFile.inPlace(path, ArchiveLimits.DEFAULT.packedBytes())) {
            VerifiedPayload verified = verification.check(file, path, clock);
            if (json) {
                Json document = new Json().open('{');
                document.member("path", path.toString());
                document.member("sha256", file.sha256());
                document.member("bytes", file.size());
                if (verified.signature() instanceof SignatureState.Verified(String key)) {
                    document.member("key", key);
                }
                out.writeBytes(document.close('}').bytes());
            } else {
                out.println(path + ": " + Verdict.sentence(verified.signature()) + ", sha256 " + file.sha256());
            }
        }
    }
}
