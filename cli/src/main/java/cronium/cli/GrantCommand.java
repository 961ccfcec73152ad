package cronium.cli;

import cronium.payload.PayloadException;
import cronium.payload.archive.ArchiveLimits;
import cronium.payload.manifest.ExecutionId;
import cronium.payload.signing.Grant;
import cronium.payload.signing.PayloadFile;
import cronium.payload.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cronium payload grant}. */
@Command(
        name = "grant",
        description = {
            "Grant one run of a payload: writes PAYLOAD.grant and PAYLOAD.grant.sig.",
            "A runner that is told --require-grant runs only what a grant names, once, on that host, in time."
        },
        mixinStandardHelpOptions = true)
final class GrantCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "PAYLOAD", description = "A tar.gz.")
    private Path payload = Path.of("");

    @Option(names = "--execution-id", required = true, paramLabel = "ID", description = "The one execution.")
    private String executionId = "";

    @Option(
            names = "--host",
            required = true,
            paramLabel = "NAME",
            description = "A host that may run it, as uname -n has it; may be repeated.")
    private List<String> hosts = List.of();

    @Option(
            names = "--not-after",
            required = true,
            paramLabel = "TIME",
            description = "The last instant at which it may start, such as 2030-01-31T12:00:00Z.")
    private Instant notAfter = Instant.EPOCH;

    @Option(names = "--not-before", paramLabel = "TIME", description = "The first instant at which it may start.")
    private Optional<Instant> notBefore = Optional.empty();

    @Option(
            names = "--env",
            paramLabel = "NAME",
            description = "A variable that the runner's --env may set; may be repeated.")
    private List<String> environment = List.of();

    @Option(names = "--bundle", description = "Write a Sigstore bundle (PAYLOAD.grant.sigstore.json) too.")
    private boolean bundle;

    @Mixin
    private SigningKeyOptions key = new SigningKeyOptions();

    GrantCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, PayloadException {
        byte[] document = grant(sha256()).document();
        Path file = payload.resolveSibling(payload.getFileName() + ".grant");
        try (PayloadFile grant = PayloadFile.of(file.toString(), document)) {
            SigningKey signer = key.required(surroundings);
            Sidecars.writeBundle(grant, file, Optional.of(signer), bundle);
            Sidecars.writeSignature(grant, file, signer);
            NewFile.write(file, document);
            surroundings.out().println(grant.sha256() + "  " + file);
        }
        return 0;
    }

    private String sha256() throws IOException, PayloadException {
        Path place = NewFile.beside(payload).directory();
        try (PayloadFile file = PayloadFile.read(payload, ArchiveLimits.DEFAULT.packedBytes(), place)) {
            return file.sha256();
        }
    }

    private Grant grant(String sha256) throws CommandException {
        Optional<String> fault = ExecutionId.fault(executionId);
        if (fault.isPresent()) {
            throw new CommandException("--execution-id: " + fault.get());
        }
        try {
            return new Grant(sha256, new ExecutionId(executionId), hosts, notBefore, notAfter, environment);
        } catch (IllegalArgumentException e) {
            throw new CommandException("grant: " + e.getMessage());
        }
    }
}
