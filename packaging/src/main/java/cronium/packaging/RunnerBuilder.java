package cronium.packaging;

import cronium.cli.Main;
import cronium.cli.SigningKeyOptions;
import cronium.cli.Surroundings;
import cronium.payload.PayloadException;
import cronium.payload.signing.KeyAlgorithm;
import cronium.payload.signing.SigningKey;
import cronium.releases.RunnerStore;
import cronium.releases.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./cronium build-runner}: makes the one-file runner for each platform that is asked for. */
@Command(
        name = "build-runner",
        description = "Build the runner as one file for each platform, and publish the files in a store of runners.",
        sortOptions = false)
public final class RunnerBuilder implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = "--platform",
            split = ",",
            paramLabel = "PLATFORM",
            description = "linux/amd64 or linux/arm64 (default: this machine's).")
    private List<String> platforms = List.of(Platform.current().text());

    @Option(names = "--version", paramLabel = "V", description = "As 1.2.3 or 1.2.3-rc.1 (default: the project's).")
    private String version = Optional.ofNullable(
                    RunnerBuilder.class.getPackage().getImplementationVersion())
            .orElse("0.0.0");

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "Publish here, signed, with SBOM and provenance (default: artifacts/runners).")
    private Optional<Path> store = Optional.empty();

    @Option(names = "--output", paramLabel = "DIR", description = "Only write the files here, not signed.")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--jmods",
            paramLabel = "DIR",
            description = "The other platform's modules of JDK 25 (default: CRONIUM_ARM64_JMODS).")
    private Optional<Path> jmods = Optional.empty();

    @Option(
            names = "--builder-id",
            paramLabel = "URI",
            description = "Who builds, for the provenance (default: " + Provenance.LOCAL + ").")
    private String builder = Provenance.LOCAL;

    @Mixin
    private SigningKeyOptions key = new SigningKeyOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // Its being there is what counts.
    private boolean help;

    private RunnerBuilder(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static void main(String[] arguments) {
        Surroundings surroundings = Surroundings.ofProcess();
        CommandLine command = new CommandLine(new RunnerBuilder(surroundings));
        int exitCode = Main.sayingFailures(command, surroundings).execute(arguments);
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(exitCode);
    }

    @Override
    public Integer call() throws IOException, PayloadException, InterruptedException {
        try {
            build();
            return 0;
        } catch (BuildException e) {
            surroundings.err().println("cronium: " + e.getMessage());
            return 1;
        }
    }

    private void build() throws IOException, PayloadException, InterruptedException {
        Version wanted = version();
        Map<Platform, Optional<Path>> modules = modules();
        if (output.isPresent()) {
            if (store.isPresent() || key.given()) {
                throw new BuildException("--output: expected no --store and no key with it, since its files are not"
                        + " signed, found one");
            }
            new PlainBuild(wanted, modules).into(output.get().toAbsolutePath(), surroundings.out());
            return;
        }
        Path root = Path.of(System.getProperty("cronium.checkout", "")).toAbsolutePath();
        SigningKey signing = key.orDevelopmentKey(surroundings);
        if (signing.algorithm() != KeyAlgorithm.P256) {
            throw new BuildException("signing key: expected one of P-256, found "
                    + signing.algorithm().text() + ", whose detached signatures are for at most 8 MiB");
        }
        if (!key.hasFile()) {
            surroundings
                    .err()
                    .println("cronium: signed with this user's development key, which no host trusts; --key FILE signs"
                            + " for hosts");
        }
        Provenance provenance = new Provenance(
                builder, version(), Sources.of(root), Program.runner().libraries());
        new StoreBuild(provenance, modules, signing)
                .into(
                        new RunnerStore(store.map(Path::toAbsolutePath).orElse(root.resolve("artifacts/runners"))),
                        surroundings.out());
    }

    private Version version() {
        try {
            return new Version(version);
        } catch (IllegalArgumentException e) {
            throw new BuildException("--version: " + e.getMessage());
        }
    }

    /** Where the modules of each platform are, if they are not this JDK's own. */
    private Map<Platform, Optional<Path>> modules() {
        Optional<Path> others = jmods.or(
                        () -> Optional.ofNullable(surroundings.environment().get("CRONIUM_ARM64_JMODS"))
                                .map(Path::of))
                .map(Path::toAbsolutePath);
        Map<Platform, Optional<Path>> modules = new TreeMap<>();
        for (String text : platforms) {
            Platform platform = Platform.of(text);
            boolean own = platform == Platform.current();
            if (!own && others.isEmpty()) {
                throw new BuildException(
                        platform.text() + ": expected --jmods DIR with its modules of JDK 25, found none");
            }
            modules.put(platform, own ? Optional.empty() : others);
        }
        return modules;
    }
}
