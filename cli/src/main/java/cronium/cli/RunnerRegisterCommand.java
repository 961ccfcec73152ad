package cronium.cli;

import cronium.cli.remote.Answer;
import cronium.cli.remote.ApiPath;
import cronium.cli.remote.Item;
import cronium.cli.remote.Server;
import cronium.payload.PayloadException;
import cronium.payload.manifest.JsonValue;
import cronium.payload.signing.TrustStore;
import cronium.releases.ReleaseCheck;
import cronium.releases.ReleaseReport;
import cronium.releases.RunnerFile;
import cronium.releases.RunnerStore;
import cronium.releases.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cronium runner register}. */
@Command(
        name = "register",
        description = {
            "Register a version of the store with a server: each platform's runner by digest and signature, and then its file.",
            "The version is checked first, as verify does it."
        },
        mixinStandardHelpOptions = true)
final class RunnerRegisterCommand implements Callable<Integer> {
    private static final int CREATED = 201;

    private final Surroundings surroundings;

    @Parameters(
            arity = "0..1",
            paramLabel = "VERSION",
            converter = StoreOption.VersionConverter.class,
            description = "A version in the store (default: latest).")
    private Optional<Version> version = Optional.empty();

    @Mixin
    private StoreOption store = new StoreOption();

    @Option(
            names = "--trust",
            paramLabel = "DIR",
            description = "The trust directory (default: ~/.config/cronium/trust).")
    private Optional<Path> trust = Optional.empty();

    @Mixin
    private RemoteOptions remote = new RemoteOptions();

    RunnerRegisterCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, PayloadException {
        RunnerStore runners = store.store();
        Version wanted = version.isPresent() ? version.get() : latest(runners);
        check(runners, wanted);
        Server server = remote.server(surroundings);
        for (RunnerFile runner : RunnerFile.of(runners, wanted)) {
            Item document = Item.ofTexts("platform", runner.platform())
                    .withText("version", wanted.text())
                    .withText("sha256", runner.sha256())
                    .with("size", new JsonValue.Numeral(Long.toString(runner.size())))
                    .withText("signature", runner.signature());
            Answer answer = server.send("POST", ApiPath.of("runners"), Map.of(), Optional.of(document.json()));
            surroundings
                    .out()
                    .println((answer.status() == CREATED ? "registered " : "registered already ") + wanted + " "
                            + runner.platform() + " " + runner.sha256());
            if (!answer.item().isTrue("content")) {
                send(server, runner);
            }
        }
        return 0;
    }

    private void send(Server server, RunnerFile runner) throws IOException {
        ProgressBar progress =
                new ProgressBar("sending", surroundings.err(), surroundings.terminal(), surroundings.nanoTime());
        progress.begun(runner.size());
        try (InputStream file = Files.newInputStream(runner.path())) {
            server.put(ApiPath.of("runners", runner.sha256(), "content"), file, runner.size(), progress::more);
        } finally {
            progress.end();
        }
    }

    private static Version latest(RunnerStore runners) throws IOException {
        return runners.latest()
                .orElseThrow(
                        () -> new CommandException("store " + runners.root() + ": expected a version, found none"));
    }

    private void check(RunnerStore runners, Version wanted) throws IOException, PayloadException {
        TrustStore keys = TrustStore.read(
                trust.orElseGet(() -> surroundings.configuration().resolve("trust")));
        ReleaseReport report = ReleaseCheck.check(
                wanted, runners.existing(wanted), keys, surroundings.clock().instant());
        if (!report.isSound()) {
            throw new CommandException(wanted + ": "
                    + report.findings().getFirst().code() + ": "
                    + report.findings().getFirst().sentence() + "; nothing was registered, see cronium runner verify");
        }
    }
}
