package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every folder of examples/, run as the README says. */
@ExtendWith(HostExtension.class)
class ExamplesIT {

    /** @param says on one of its streams, or in the closing line */
    record Example(String folder, int exitCode, String kind, List<String> says) {
        @Override
        public String toString() {
            return folder;
        }
    }

    static List<Example> examples() {
        return List.of(
                new Example(
                        "hello",
                        0,
                        "exited",
                        List.of("Hello from hello, version 1", "a directory of its own: hello.sh\nmanifest.yaml\n")),
                new Example(
                        "hello-python", 0, "exited", List.of("Hello from hello-python, Python 3", "standard error")),
                new Example("hello-node", 0, "exited", List.of("Hello, world, from hello-node")),
                new Example("fails-with-7", 7, "exited", List.of("about to fail", "cronium: exited with code 7")),
                new Example("times-out", 124, "timed-out", List.of("waiting", "cronium: timed out after 1s")),
                new Example("killed", 137, "signalled", List.of("killing myself", "cronium: killed by SIGKILL")));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void endsAsItPromises(Example example, Host host) throws IOException, InterruptedException {
        Finished finished = run(host, Image.checkout().resolve("examples").resolve(example.folder));

        JsonNode result = finished.assertEnded(example.exitCode, example.kind);
        assertThat(finished.outText() + finished.errText()).contains(example.says);
        assertThat(result.at("/payload/signature/state").asString()).isEqualTo("verified");
        assertThat(result.at("/payload/signature/key").asString()).isEqualTo("development");
        assertThat(result.at("/event/eventId").asString()).isEqualTo(example.folder);
        assertThat(finished.errText().lines().filter(line -> line.startsWith("cronium: ")))
                .as("closing lines")
                .hasSize(1);
    }

    @Test
    void everyExampleHasItsOutcomeAsserted() throws IOException {
        try (Stream<Path> folders = Files.list(Image.checkout().resolve("examples"))) {
            assertThat(folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .filter(name -> !name.equals("target")))
                    .containsExactlyInAnyOrderElementsOf(
                            examples().stream().map(Example::folder).toList());
        }
    }

    @Test
    void theSameFolderIsTheSamePayloadAndTheKeyIsMadeOnce(Host host) throws IOException, InterruptedException {
        Path hello = Image.checkout().resolve("examples/hello");
        String first = run(host, hello).result().at("/payload/sha256").asString();
        Path key = host.home().resolve(".config/cronium/development/key.pem");
        byte[] keyBytes = Files.readAllBytes(key);

        assertThat(run(host, hello).result().at("/payload/sha256").asString()).isEqualTo(first);
        assertThat(Files.readAllBytes(key)).isEqualTo(keyBytes);
        assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
    }

    private static Finished run(Host host, Path folder) throws IOException, InterruptedException {
        return host.program(
                        Image.cronium(),
                        List.of(
                                "run",
                                folder.toString(),
                                "--state",
                                host.state().toString()))
                .withResult()
                .run();
    }
}
