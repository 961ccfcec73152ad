package cronium.cli;

import cronium.payload.PayloadException;
import cronium.payload.manifest.JsonValue;
import cronium.payload.signing.TrustStore;
import cronium.releases.JsonText;
import cronium.releases.ReleaseCheck;
import cronium.releases.ReleaseReport;
import cronium.releases.RunnerStore;
import cronium.releases.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cronium runner verify}. */
@Command(
        name = "verify",
        description =
                "Check digests, signatures, SBOM and provenance of versions in the store, all of them unless named.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is sound",
            "1:something is not, and each fault has its line",
            "2:the command line makes no sense"
        },
        mixinStandardHelpOptions = true)
final class RunnerVerifyCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            arity = "0..*",
            paramLabel = "VERSION",
            converter = StoreOption.VersionConverter.class,
            description = "Versions in the store.")
    private List<Version> versions = List.of();

    @Mixin
    private StoreOption store = new StoreOption();

    @Option(
            names = "--trust",
            paramLabel = "DIR",
            description = "The trust directory (default: ~/.config/cronium/trust).")
    private Optional<Path> trust = Optional.empty();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    RunnerVerifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, PayloadException {
        RunnerStore runners = store.store();
        Path directory = trust.orElseGet(() -> surroundings.configuration().resolve("trust"));
        TrustStore keys = TrustStore.read(directory);
        // Also where all are asked for, and none is there: nothing was checked then.
        List<Version> wanted = versions.isEmpty() ? runners.versions() : versions;
        if (wanted.isEmpty()) {
            throw new CommandException("store " + runners.root() + ": expected a version, found none");
        }
        runners.latest();
        List<ReleaseReport> reports = new ArrayList<>();
        for (Version version : wanted) {
            reports.add(ReleaseCheck.check(
                    version,
                    runners.existing(version),
                    keys,
                    surroundings.clock().instant()));
        }
        if (json) {
            surroundings
                    .out()
                    .print(JsonText.of(new JsonValue.Items(
                            reports.stream().<JsonValue>map(ReleaseReport::json).toList())));
        } else {
            reports.forEach(this::print);
        }
        return reports.stream().allMatch(ReleaseReport::isSound) ? 0 : Main.FAILURE;
    }

    private void print(ReleaseReport report) {
        if (report.isSound()) {
            surroundings
                    .out()
                    .println(report.version() + ": " + String.join(", ", report.platforms()) + ", signed by "
                            + String.join(", ", report.signers()));
        }
        report.findings()
                .forEach(finding -> surroundings
                        .err()
                        .println("cronium: " + report.version() + ": " + finding.code() + ": " + finding.sentence()));
    }
}
