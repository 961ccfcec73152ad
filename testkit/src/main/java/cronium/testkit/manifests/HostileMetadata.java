package cronium.testkit.manifests;

import java.util.List;

/** Defects of {@code metadata}. */
final class HostileMetadata {
    private HostileMetadata() {}

    static List<HostileManifest> all() {
        return List.of(
                with("metadata-as-text", "none", "4:11: metadata: expected keys and values, found text"),
                with(
                        "misspelled-metadata-key",
                        "{jobid: a}",
                        "4:12: metadata: unknown key 'jobid'; did you mean 'jobId'?"),
                with("api-token", "{apiToken: s3cret}", "metadata.apiToken: secrets do not travel in payloads"),
                with("api-token-list", "{apiToken: [s3cret]}", "secrets do not travel in payloads"),
                with("api-token-by-alias", "{jobId: &t s3cret, apiToken: *t}", "4:40: metadata.apiToken: secrets"),
                with("api-token-tagged", "{apiToken: !!str s3cret}", "secrets do not travel in payloads"),
                with("job-id-list", "{jobId: [a]}", "metadata.jobId: expected text, found a list"),
                with("job-id-with-nul", "{jobId: \"a\\0\"}", "metadata.jobId: expected text without NUL"),
                with("event-name-too-long", "{eventName: " + "n".repeat(4097) + "}", "at most 4096 bytes, found 4097"),
                with("event-version-word", "{eventVersion: latest}", "expected a whole number of at most 64 bits"),
                with("event-version-fraction", "{eventVersion: 1.5}", "found '1.5'"),
                with("event-version-overflow", "{eventVersion: 9223372036854775808}", "at most 64 bits"),
                with("created-at-word", "{createdAt: yesterday}", "metadata.createdAt: expected a time such as"),
                with("created-at-impossible-day", "{createdAt: 2025-02-30}", "found '2025-02-30'"),
                with("created-at-impossible-hour", "{createdAt: 2025-01-01T24:00:00Z}", "expected a time such as"),
                with("created-at-trailing-text", "{createdAt: 2025-01-01T00:00:00Zulu}", "expected a time such as"),
                with("execution-id-that-climbs", "{executionId: ../../etc}", "metadata.executionId: expected a letter"),
                with("execution-id-hidden", "{executionId: .a}", "expected a letter or digit"),
                with("execution-id-with-slash", "{executionId: a/b}", "found 'a/b'"),
                with(
                        "execution-id-too-long",
                        "{executionId: " + "a".repeat(129) + "}",
                        "1 to 128 characters, found 129"),
                with("extra-as-list", "{extra: [a]}", "metadata.extra: expected keys and values, found a list"),
                with("duplicate-key-in-extra", "{extra: {a: {b: 1, b: 2}}}", "duplicate key 'b', first on line 4"));
    }

    private static HostileManifest with(String defect, String metadata, String says) {
        return HostileManifest.of(
                defect, ValidManifest.SHORTEST + "metadata: " + metadata + "\n", "manifest.invalid", says);
    }
}
