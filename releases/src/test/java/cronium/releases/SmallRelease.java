package cronium.releases;

import cronium.payload.PayloadException;
import cronium.payload.archive.ArchiveWriter;
import cronium.payload.signing.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * A version whose runner is as a real one but small: a text, and an archive with one jar and a {@code runtime/release}.
 *
 * @param content of the jar
 * @param sbom changes the SBOM that would be right
 * @param statement changes the provenance statement that would be right
 */
record SmallRelease(
        Version version,
        String platform,
        SigningKey key,
        String content,
        UnaryOperator<String> sbom,
        UnaryOperator<String> statement) {

    static SmallRelease of(String version, SigningKey key) {
        return new SmallRelease(
                new Version(version), "linux/amd64", key, "a jar", UnaryOperator.identity(), UnaryOperator.identity());
    }

    SmallRelease withContent(String other) {
        return new SmallRelease(version, platform, key, other, sbom, statement);
    }

    SmallRelease withPlatform(String other) {
        return new SmallRelease(version, other, key, content, sbom, statement);
    }

    SmallRelease withSbom(UnaryOperator<String> change) {
        return new SmallRelease(version, platform, key, content, change, statement);
    }

    SmallRelease withStatement(UnaryOperator<String> change) {
        return new SmallRelease(version, platform, key, content, sbom, change);
    }

    String runner() {
        return FileNames.runner(platform);
    }

    Publication.Outcome publish(RunnerStore store) throws IOException, PayloadException {
        try (Publication publication = begin(store)) {
            return publication.finish();
        }
    }

    /** Everything but the last step. */
    Publication begin(RunnerStore store) throws IOException, PayloadException {
        Publication publication = Publication.begin(store, version, key);
        Path image = Files.createDirectories(publication.folder().resolve("image"));
        Files.createDirectories(image.resolve("lib"));
        Files.createDirectories(image.resolve("runtime"));
        Files.writeString(image.resolve("lib/a.jar"), content);
        Files.writeString(
                image.resolve("runtime/release"), "JAVA_VERSION=\"25.0.1\"\nMODULES=\"java.base jdk.unsupported\"\n");
        writeRunner(publication.folder().resolve(runner()), image);
        Disk.remove(image);
        String digest = publication.add(runner());
        String sbomDigest = publication.add(FileNames.sbom(runner()), sbom.apply(rightSbom(digest)));
        publication.addProvenance(FileNames.provenance(runner()), statement.apply(rightStatement(digest, sbomDigest)));
        return publication;
    }

    private static void writeRunner(Path file, Path image) throws IOException, PayloadException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        new ArchiveWriter().write(image, archive);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("#!/bin/sh\n#\n#--\nexit 1\n#---\n".getBytes(StandardCharsets.US_ASCII));
            out.write(archive.toByteArray());
        }
    }

    private String rightSbom(String digest) {
        return """
                {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
                 "metadata": {"component": {"type": "application", "name": "RUNNER", "version": "VERSION",
                   "hashes": [{"alg": "MD5", "content": "00"}, {"alg": "SHA-256", "content": "DIGEST"}]}},
                 "components": [
                  {"type": "library", "name": "a", "version": "7", "hashes": [{"alg": "SHA-256", "content": "JAR"}],
                   "properties": [{"name": "cronium:path", "value": "lib/a.jar"}]},
                  {"type": "library", "name": "java.base", "version": "25.0.1",
                   "properties": [{"name": "cronium:module", "value": "java.base"}]},
                  {"type": "library", "name": "jdk.unsupported", "version": "25.0.1",
                   "properties": [{"name": "cronium:module", "value": "jdk.unsupported"}]}]}
                """.replace("RUNNER", runner())
                .replace("VERSION", version.text())
                .replace("DIGEST", digest)
                .replace("JAR", Sha256.hex(content.getBytes(StandardCharsets.UTF_8)));
    }

    private String rightStatement(String digest, String sbomDigest) {
        return """
                {"_type": "https://in-toto.io/Statement/v1",
                 "subject": [{"name": "RUNNER", "digest": {"sha256": "DIGEST"}},
                             {"name": "RUNNER.cdx.json", "digest": {"sha256": "OTHER"}}],
                 "predicateType": "https://slsa.dev/provenance/v1",
                 "predicate": {
                  "buildDefinition": {"buildType": "urn:cronium:build-runner:v1",
                   "externalParameters": {"platform": "PLATFORM", "version": "VERSION"}, "resolvedDependencies": []},
                  "runDetails": {"builder": {"id": "urn:cronium:local-build"}}}}
                """.replace("RUNNER", runner())
                .replace("DIGEST", digest)
                .replace("OTHER", sbomDigest)
                .replace("PLATFORM", platform)
                .replace("VERSION", version.text());
    }
}
