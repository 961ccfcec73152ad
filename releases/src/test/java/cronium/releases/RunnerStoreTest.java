package cronium.releases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.payload.signing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version comes whole, never changes and goes whole. */
class RunnerStoreTest {
    private static final SigningKey KEY = SigningKey.generate();

    @TempDir
    private Path base;

    private RunnerStore store = new RunnerStore(Path.of(""));

    @BeforeEach
    void anEmptyStore() {
        store = new RunnerStore(base.resolve("a/store"));
    }

    @Test
    void thereIsNothingBeforeTheFirstVersion() throws Exception {
        assertThat(store.versions()).isEmpty();
        assertThat(store.latest()).isEmpty();
        assertThat(store.prune(1)).isEmpty();
        assertThat(store.root()).doesNotExist();
    }

    @Test
    void theSameVersionAgainChangesNothing() throws Exception {
        assertThat(SmallRelease.of("1.0.0", KEY).publish(store)).isEqualTo(Publication.Outcome.PUBLISHED);
        Path signature = store.root().resolve("1.0.0/SHA256SUMS.sig");
        String before = Files.readString(signature);

        assertThat(SmallRelease.of("1.0.0", KEY).publish(store)).isEqualTo(Publication.Outcome.ALREADY_THERE);

        assertThat(Files.readString(signature)).isEqualTo(before);
        assertThat(names()).containsExactly(".lock", "1.0.0", "latest");
    }

    @Test
    void otherBytesOfTheSameVersionAreRefusedWithBothDigests() throws Exception {
        SmallRelease.of("1.0.0", KEY).publish(store);
        Path runner = store.root().resolve("1.0.0/cronium-runner-linux-amd64");
        String there = Sha256.hex(Files.readAllBytes(runner));

        assertThatThrownBy(() ->
                        SmallRelease.of("1.0.0", KEY).withContent("another jar").publish(store))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("version 1.0.0 is there and never changes")
                .hasMessageContaining("expected cronium-runner-linux-amd64 with sha256 " + there + ", found ")
                .hasMessageMatching(".*found [0-9a-f]{64}; give the new one another version");

        assertThat(Sha256.hex(Files.readAllBytes(runner))).isEqualTo(there);
        assertThat(names()).containsExactly(".lock", "1.0.0", "latest");
    }

    @Test
    void aVersionGetsNoOtherPlatformLater() throws Exception {
        SmallRelease.of("1.0.0", KEY).publish(store);

        assertThatThrownBy(() -> SmallRelease.of("1.0.0", KEY)
                        .withPlatform("linux/arm64")
                        .publish(store))
                .hasMessageContaining("never changes")
                .hasMessageContaining("cronium-runner-linux-amd64")
                .hasMessageContaining("not built");
    }

    @Test
    void whatIsThereIsComparedByItsBytesAndNotByItsList() throws Exception {
        SmallRelease.of("1.0.0", KEY).publish(store);
        Files.writeString(store.root().resolve("1.0.0/cronium-runner-linux-amd64"), "damaged");

        assertThatThrownBy(() -> SmallRelease.of("1.0.0", KEY).publish(store))
                .hasMessageContaining(Sha256.hex("damaged".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void latestIsTheHighestVersionAndAPreReleaseOnlyAlone() throws Exception {
        SmallRelease.of("2.0.0-rc.1", KEY).publish(store);
        assertThat(store.latest()).contains(new Version("2.0.0-rc.1"));
        SmallRelease.of("1.10.0", KEY).publish(store);
        assertThat(store.latest()).contains(new Version("1.10.0"));
        SmallRelease.of("1.9.0", KEY).publish(store);
        assertThat(store.latest()).contains(new Version("1.10.0"));

        assertThat(Files.readSymbolicLink(store.root().resolve("latest"))).isEqualTo(Path.of("1.10.0"));
        assertThat(store.versions()).extracting(Version::text).containsExactly("2.0.0-rc.1", "1.10.0", "1.9.0");
        assertThat(ListedVersion.of(store))
                .extracting(ListedVersion::line)
                .containsExactly("2.0.0-rc.1  linux/amd64", "1.10.0  linux/amd64  latest", "1.9.0  linux/amd64");
    }

    @Test
    void aLatestThatLeadsNowhereIsSaid() throws Exception {
        SmallRelease.of("1.0.0", KEY).publish(store);
        Files.delete(store.root().resolve("latest"));
        Files.createSymbolicLink(store.root().resolve("latest"), Path.of("../../etc"));

        assertThatThrownBy(() -> store.latest())
                .hasMessageContaining("expected latest to be a link to the folder of a version")
                .hasMessageContaining("found a link to ../../etc");
    }

    @Test
    void whatWasNotFinishedIsSweptByTheNext() throws Exception {
        Publication abandoned = SmallRelease.of("1.0.0", KEY).begin(store);
        Path copy = Files.createDirectory(store.root().resolve(".unfinished-by-a-killed-one"));
        Files.writeString(copy.resolve("half"), "a file");
        assertThat(store.versions()).isEmpty();
        abandoned.close();
        assertThat(names()).containsExactly(".lock", ".unfinished-by-a-killed-one");

        SmallRelease.of("1.0.0", KEY).publish(store);

        assertThat(names()).containsExactly(".lock", "1.0.0", "latest");
    }

    @Test
    void pruningKeepsTheHighestAndTheLatest() throws Exception {
        for (String version : List.of("1.0.0", "1.1.0", "1.2.0", "2.0.0-rc.1", "2.0.0-rc.2")) {
            SmallRelease.of(version, KEY).publish(store);
        }
        assertThat(store.beyond(2)).extracting(Version::text).containsExactly("1.1.0", "1.0.0");

        assertThat(store.prune(2)).extracting(Version::text).containsExactly("1.1.0", "1.0.0");

        assertThat(names()).containsExactly(".lock", "1.2.0", "2.0.0-rc.1", "2.0.0-rc.2", "latest");
        assertThat(store.latest()).contains(new Version("1.2.0"));
        assertThat(store.prune(9)).isEmpty();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(store.root())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
