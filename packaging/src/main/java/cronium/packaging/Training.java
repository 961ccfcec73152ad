package cronium.packaging;

import cronium.payload.PayloadException;
import cronium.payload.archive.ArchiveWriter;
import cronium.payload.signing.PayloadFile;
import cronium.payload.signing.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A run of the new image on a signed payload, during which the JVM writes its AOT cache (JEP 514). */
final class Training {
    private static final String MANIFEST = """
            version: v1
            interpreter: bash
            entrypoint: script.sh
            environment:
              GREETING: hello
            metadata:
              jobId: training
              eventId: training
              eventVersion: 1
              createdAt: 2025-01-01T00:00:00Z
            """;

    private final Path image;

    Training(Path image) {
        this.image = image;
    }

    void run() throws IOException, InterruptedException {
        Path place = Files.createTempDirectory(image.getParent(), "training");
        try {
            Path payload = signedPayload(place);
            start(List.of(
                    image.resolve("bin/cronium-runner").toString(),
                    "run",
                    payload.toString(),
                    "--format",
                    "json",
                    "--state",
                    place.resolve("state").toString(),
                    "--trust",
                    place.resolve("trust").toString(),
                    "--result",
                    place.resolve("result.json").toString()));
        } finally {
            ImageBuilder.remove(place);
        }
    }

    private static Path signedPayload(Path place) throws IOException {
        Path folder = Files.createDirectory(place.resolve("folder"));
        Files.writeString(folder.resolve("manifest.yaml"), MANIFEST);
        Files.writeString(folder.resolve("script.sh"), "echo \"$GREETING\"\necho oops >&2\n");
        Path payload = place.resolve("training.tar.gz");
        try {
            try (OutputStream out = Files.newOutputStream(payload)) {
                new ArchiveWriter().write(folder, out);
            }
            SigningKey key = SigningKey.generate();
            Path trust = Files.createDirectory(place.resolve("trust"));
            Files.writeString(trust.resolve("training.pub"), key.publicKeyPem());
            try (InputStream in = Files.newInputStream(payload);
                    PayloadFile file = PayloadFile.read(in, "training", 1 << 20, place)) {
                Files.writeString(place.resolve("training.tar.gz.sig"), key.sign(file));
            }
        } catch (PayloadException e) {
            throw new IllegalStateException("the training payload was refused", e);
        }
        return payload;
    }

    private void start(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("CRONIUM_AOT_OUTPUT", image.resolve("lib/runner.aot").toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0 || !Files.exists(image.resolve("lib/runner.aot"))) {
            throw new IllegalStateException("the training run ended with " + code + ":\n" + output);
        }
    }
}
