package cronium.releases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

    @Test
    void versionsAreOrderedAsSemanticVersioningSays() {
        List<String> ordered = List.of(
                "0.0.0",
                "0.9.9",
                "1.0.0-1",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.0.0+a",
                "1.2.0",
                "1.10.0",
                "99999999999999999999.0.0");
        List<Version> versions =
                new ArrayList<>(ordered.stream().map(Version::new).toList());
        Collections.shuffle(versions, new java.util.Random(7));
        Collections.sort(versions);

        assertThat(versions).extracting(Version::text).isEqualTo(ordered);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2",
                "v1.2.3",
                "01.2.3",
                "1.2.3-",
                "1.2.3-01",
                "1.2.3/..",
                "..",
                "latest",
                "1.2.3\n",
                "1.2.3 "
            })
    void whatIsNoVersionIsRefused(String text) {
        assertThatThrownBy(() -> new Version(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a version such as 1.2.3");
    }

    @Test
    void aVersionHasAtMost64Characters() {
        assertThat(Version.isOne("1.0.0-" + "a".repeat(58))).isTrue();
        assertThat(Version.isOne("1.0.0-" + "a".repeat(59))).isFalse();
    }
}
