package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.documents.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The store of runners: what was built is sound, and one bit that is not is found. */
@ExtendWith({HostExtension.class, BuiltStoreExtension.class})
class RunnerStoreIT {

    @Test
    void whatWasBuiltIsSoundAndListed(Host host, BuiltStore store) throws IOException, InterruptedException {
        String version = store.version().getFileName().toString();
        Finished listed = cronium(host, "list", "--store=" + store.root());
        Finished verified = cronium(host, "verify", "--store=" + store.root(), "--trust=" + store.trust());

        assertThat(verified.errText()).isEmpty();
        assertThat(verified.exitCode()).isZero();
        assertThat(verified.outText()).startsWith(version + ": linux/amd64").endsWith(", signed by ci\n");
        assertThat(listed.outText()).startsWith(version + "  linux/amd64").endsWith("  latest\n");
        assertThat(Folders.names(store.root())).containsExactly(".lock", version, "latest");
        for (String name : Folders.names(store.version())) {
            if (name.endsWith(".cdx.json")) {
                BomSchema.check(store.version().resolve(name));
            }
        }
    }

    @Test
    void aBitFlippedInAFileIsFoundInThatFile(Host host, BuiltStore store) throws IOException, InterruptedException {
        Set<String> signatures = new TreeSet<>(Folders.names(store.version()));
        signatures.removeIf(name -> !name.endsWith(".sig"));
        Set<String> contents = new TreeSet<>(Folders.names(store.version()));
        contents.removeAll(signatures);
        contents.remove("SHA256SUMS");

        assertThat(faultyFiles(host, store, contents)).containsAll(contents);
        assertThat(faultyFiles(host, store, signatures)).containsExactlyElementsOf(signatures);
        // Of what is signed apart from it, the signature is what does not fit.
        assertThat(faultyFiles(host, store, Set.of("SHA256SUMS"))).contains("SHA256SUMS.sig");
    }

    /** The files in which something is found once a bit of each of these is flipped. */
    private static Set<String> faultyFiles(Host host, BuiltStore store, Set<String> flipped)
            throws IOException, InterruptedException {
        Path copy = store.copy(host);
        Path version = copy.resolve(store.version().getFileName());
        for (String name : flipped) {
            flipBit(version.resolve(name));
        }
        Finished verified = cronium(host, "verify", "--store=" + copy, "--trust=" + store.trust(), "--json");
        assertThat(verified.exitCode()).as(verified.errText()).isEqualTo(1);
        JsonNode report = ResultSchema.json(verified.outText()).at("/0");
        assertThat(report.at("/sound").asBoolean()).isFalse();
        Set<String> faulty = new TreeSet<>();
        report.at("/findings").forEach(finding -> faulty.add(finding.at("/file").asString()));
        return faulty;
    }

    @Test
    void theDocumentedCommandsCheckARunner(Host host, BuiltStore store) throws IOException, InterruptedException {
        Needs.tool("openssl", "openssl");
        Needs.tool("sha256sum", "coreutils");
        Path folder = store.copy(host).resolve(store.version().getFileName());
        Files.copy(store.trust().resolve("ci.pub"), folder.resolve("ci.pub"));
        List<String> blocks = Document.read("docs/packaging.md").blocks("sh test");
        assertThat(blocks).hasSize(2);
        String runner = OneFile.built().getFileName().toString();

        for (String block : blocks) {
            String commands = block.replace("cronium-runner-linux-amd64", runner);
            Finished sound = shell(host, folder, commands);
            assertThat(sound.exitCode()).as(sound.errText()).isZero();
            assertThat(sound.outText()).contains("Verified OK");

            flipBit(folder.resolve(runner));
            Finished changed = shell(host, folder, commands);
            assertThat(changed.exitCode()).as(changed.outText()).isNotZero();
            flipBit(folder.resolve(runner));
        }
    }

    @Test
    void whatCannotBeDoneIsSaidInOneLine(Host host, BuiltStore store) throws IOException, InterruptedException {
        String option = "--store=" + store.root();
        said(cronium(host, "verify", "--store=" + host.directory() + "/none"), 1, "expected a version, found none");
        said(cronium(host, "verify", option, "9.9.9"), 1, "expected the version 9.9.9, found none");
        said(cronium(host, "prune", option, "--keep=0"), 1, "--keep: expected at least 1, found 0");
        said(
                RunnerBuild.with(host, List.of("--output", "x", "--development-key"))
                        .run(),
                1,
                "--output: expected no --store and no key with it");
        said(RunnerBuild.with(host, List.of("--version", "v1")).run(), 1, "--version: expected a version such as");
        assertThat(cronium(host, "verify", option, "latest").exitCode()).isEqualTo(2);
        assertThat(cronium(host, "prune", option).exitCode()).isEqualTo(2);
    }

    @Test
    void pruningNeverTakesTheLatest(Host host, BuiltStore store) throws IOException, InterruptedException {
        Path copy = store.copy(host);
        String version = store.version().getFileName().toString();
        Files.createDirectory(copy.resolve("99.0.0-rc.1"));
        Files.createDirectory(copy.resolve("0.0.1"));

        assertThat(cronium(host, "prune", "--store=" + copy, "--keep=1", "--dry-run")
                        .outText())
                .isEqualTo("would remove 0.0.1\n");
        assertThat(cronium(host, "prune", "--store=" + copy, "--keep=1").outText())
                .isEqualTo("removed 0.0.1\n");

        assertThat(Folders.names(copy)).containsExactly(".lock", version, "99.0.0-rc.1", "latest");
    }

    @Test
    void aServerIsToldOfWhatIsSound(Host host, BuiltStore store) throws Exception {
        String version = store.version().getFileName().toString();
        String sha256 = Files.readAllLines(store.version().resolve("SHA256SUMS")).stream()
                .filter(line -> line.endsWith("-amd64"))
                .findFirst()
                .orElseThrow()
                .substring(0, 64);
        try (ControlPlane plane = ControlPlane.start(host.home())) {
            String[] register = {"register", "--store=" + store.root(), "--trust=" + store.trust()};
            String line = version + " linux/amd64 " + sha256 + "\n";
            assertThat(cronium(host, register).outText()).startsWith("registered " + line);
            assertThat(cronium(host, register).outText()).startsWith("registered already " + line);
            assertThat(cronium(host, "registered").outText()).contains(version, "linux/amd64", sha256);
            assertThat(cronium(host, "registered").outText()).contains("yes").doesNotContain("missing");
            assertThat(plane.data()
                            .resolve("runner-files/sha256")
                            .resolve(sha256.substring(0, 2))
                            .resolve(sha256.substring(2)))
                    .hasSameBinaryContentAs(store.version().resolve("cronium-runner-linux-amd64"));
            assertThat(cronium(host, "retire", sha256).outText()).isEqualTo("retired " + sha256 + "\n");
            JsonNode runners = plane.get("/api/v1/runners").expect(200).get("items");
            assertThat(runners.findValuesAsString("sha256")).contains(sha256);
            assertThat(runners.findValues("retiredAt")).hasSize(1);

            Path faulty = store.copy(host);
            flipBit(faulty.resolve(version).resolve(OneFile.built().getFileName()));
            said(
                    cronium(host, "register", version, "--store=" + faulty, "--trust=" + store.trust()),
                    1,
                    "nothing was registered");
        }
    }

    private static void flipBit(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
    }

    private static Finished shell(Host host, Path folder, String commands) throws IOException, InterruptedException {
        return host.program(Path.of("/bin/sh"), List.of("-c", "cd \"$0\" && set -eu\n" + commands, folder.toString()))
                .run();
    }

    private static void said(Finished finished, int code, String text) {
        assertThat(finished.exitCode()).as(finished.errText()).isEqualTo(code);
        assertThat(finished.errText()).startsWith("cronium: ").contains(text).hasLineCount(1);
    }

    private static Finished cronium(Host host, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("runner"));
        command.addAll(List.of(words));
        return host.program(Image.cronium(), command).run();
    }
}
