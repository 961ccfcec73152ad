package cronium.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A store with one version, built once for all tests: for this platform, and for arm64 where its modules are. Nobody changes it.
 *
 * @param trust a trust directory with the key that signed, as {@code ci}
 */
record BuiltStore(Host host, Path root, Path trust) implements AutoCloseable {

    static BuiltStore build() throws IOException, InterruptedException {
        Host host = Host.create();
        Path root = host.directory().resolve("a store");
        Path key = host.directory().resolve("ci");
        Finished made = host.program(Image.cronium(), List.of("key", "generate", key.toString(), "--no-passphrase"))
                .run();
        require(made);
        Path trust = host.freshDirectory("trust");
        Files.copy(Path.of(key + ".pub"), trust.resolve("ci.pub"));
        List<String> options = new ArrayList<>(List.of("--store", root.toString(), "--key", key + ".pem"));
        arm64Modules()
                .ifPresent(modules ->
                        options.addAll(List.of("--platform", "linux/amd64,linux/arm64", "--jmods", modules)));
        require(RunnerBuild.with(host, options).run());
        return new BuiltStore(host, root, trust);
    }

    static Optional<String> arm64Modules() {
        return Optional.ofNullable(System.getenv("CRONIUM_ARM64_JMODS"));
    }

    /** The folder of the one version. */
    Path version() throws IOException {
        return root.resolve(Files.readSymbolicLink(root.resolve("latest")));
    }

    /** A copy that a test may change. */
    Path copy(Host other) throws IOException {
        Path copy = other.freshDirectory("store");
        Path from = version();
        Path to = Files.createDirectory(copy.resolve(from.getFileName()));
        for (String name : Folders.names(from)) {
            Files.copy(from.resolve(name), to.resolve(name));
        }
        Files.createSymbolicLink(copy.resolve("latest"), from.getFileName());
        return copy;
    }

    private static void require(Finished finished) {
        if (finished.exitCode() != 0) {
            throw new AssertionError("expected the store to be built, found: " + finished.errText());
        }
    }

    @Override
    public void close() throws IOException {
        Folders.remove(host.directory());
    }
}
