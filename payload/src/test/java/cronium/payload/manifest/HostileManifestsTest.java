package cronium.payload.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cronium.testkit.manifests.HostileManifest;
import cronium.testkit.manifests.HostileManifests;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileManifestsTest {

    static Stream<HostileManifest> corpus() {
        return HostileManifests.all().stream();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void everyHostileManifestIsRefusedByNameAndPlace(HostileManifest hostile) {
        ManifestException refused = refusal(hostile);

        assertThat(refused.code()).isEqualTo(hostile.code());
        assertThat(refused.fault().code()).isEqualTo(hostile.code());
        assertThat(refused).hasMessageContaining(hostile.says());
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void everyRefusalIsFitForATerminal(HostileManifest hostile) {
        ManifestException refused = refusal(hostile);

        assertThat(Manifests.lines(refused))
                .hasSizeLessThanOrEqualTo(101)
                .allSatisfy(line -> assertThat(line)
                        .hasSizeLessThan(400)
                        .matches("manifest\\.yaml:\\d+:\\d+: .+|… and \\d+ more")
                        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]"));
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void noRefusalRepeatsAToken(HostileManifest hostile) {
        assertThat(refusal(hostile)).message().doesNotContain("s3cret");
    }

    @Test
    void theCorpusIsLargeAndItsNamesAreUniqueAndInKebabCase() {
        List<String> names = corpus().map(HostileManifest::defect).toList();

        assertThat(names).hasSizeGreaterThan(100).doesNotHaveDuplicates();
        assertThat(names).allSatisfy(name -> assertThat(name).matches("[a-z0-9]+(-[a-z0-9]+)*"));
    }

    @Test
    void theCorpusMeetsEveryFault() {
        assertThat(corpus().map(HostileManifest::code).distinct())
                .containsExactlyInAnyOrderElementsOf(Stream.of(ManifestFault.values())
                        .map(ManifestFault::code)
                        .toList());
    }

    private static ManifestException refusal(HostileManifest hostile) {
        return catchThrowableOfType(
                ManifestException.class, () -> ManifestParser.parse(hostile.content(), "manifest.yaml"));
    }
}
