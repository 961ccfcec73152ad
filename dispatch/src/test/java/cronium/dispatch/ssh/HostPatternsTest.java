package cronium.dispatch.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPatternsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "a a true",
                "A a true",
                "a ab false",
                "b,a a true",
                "* a true",
                "*.example web.example true",
                "*.example example false",
                "web?.example web1.example true",
                "web?.example web.example false",
                "*.example,!web.example web.example false",
                "!web.example,*.example db.example true",
                "!web.example db.example false",
                "[web.example]:22* [web.example]:2222 true",
                "*a*a*b aaaaaaaaaaaaaaaaaaaaaaaaaaaa false",
            })
    void namesAndPatternsAreTakenAsOpenSshTakesThem(String patterns, String name, boolean expected) {
        assertThat(HostPatterns.match(patterns, name)).isEqualTo(expected);
    }
}
