package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "a,a",
        "*,''",
        "*,abc",
        "a*,a",
        "a*,abc",
        "*c,abc",
        "a*c,abbc",
        "a*b*c,axxbyyc",
        "?,x",
        "a?c,abc",
        "**,x",
        "*a*a*,aa",
        "a.b,a.b",
        "[a],[a]",
        "*ab,aab",
        "backup-*,backup-db-1"
    })
    void matches(String glob, String text) {
        assertThat(Glob.matches(glob, text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "a,b",
        "a,''",
        "'',a",
        "?,''",
        "?,ab",
        "a*,ba",
        "*c,cb",
        "a*b*c,acb",
        "a.b,axb",
        "[a],a",
        "A,a",
        "*a*a*,a",
        "backup-*,restore-backup-1"
    })
    void doesNotMatch(String glob, String text) {
        assertThat(Glob.matches(glob, text)).isFalse();
    }

    @Test
    void manyStarsTakeNoTime() {
        assertThat(Glob.matches("*a".repeat(2_000) + "b", "a".repeat(4_000))).isFalse();
    }
}
