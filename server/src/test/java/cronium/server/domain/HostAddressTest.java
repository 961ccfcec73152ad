package cronium.server.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAddressTest {
    @ParameterizedTest
    @CsvSource({
        "web-1, , web-1, ",
        "web-1.example:2222, , web-1.example, 2222",
        "deploy@10.0.0.1, deploy, 10.0.0.1, ",
        "ann@corp.example@web_1:65535, ann@corp.example, web_1, 65535",
        "CORP\\ann@web, CORP\\ann, web, ",
        "[::1], , ::1, ",
        "root@[2001:db8::1]:22, root, 2001:db8::1, 22",
        "[fe80::1%eth0]:1, , fe80::1%eth0, 1",
    })
    void anAddressIsReadAndWrittenTheSame(String text, String user, String host, Integer port) {
        HostAddress address = HostAddress.parse(text);

        assertThat(address)
                .isEqualTo(new HostAddress(
                        Optional.ofNullable(user), host, port == null ? OptionalInt.empty() : OptionalInt.of(port)));
        assertThat(address).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " web",
                "web\n",
                "web 1",
                "wéb",
                "-oProxyCommand=x",
                "-l@web",
                "user@-web",
                "@web",
                "user@",
                "user@:22",
                "web:",
                "web:0",
                "web:65536",
                "web:022222",
                "web:+22",
                "::1",
                "2001:db8::1:22",
                "[::1",
                "[::1]22",
                "[::1]:",
                "[web]",
                "[::g]",
                "[fe80::1%]",
                "[fe80::1%-x y]",
                "a/b",
                "user;x@web",
                "web'",
            })
    void whatIsNoneIsRefusedWithExpectedAndFound(String text) {
        assertThat(HostAddress.fault(text))
                .hasValueSatisfying(
                        fault -> assertThat(fault).contains("expected").contains("found"));
        assertThatIllegalArgumentException().isThrownBy(() -> HostAddress.parse(text));
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertThat(HostAddress.fault("a".repeat(253))).isEmpty();
        assertThat(HostAddress.fault("a".repeat(254))).isPresent();
        assertThat(HostAddress.fault("u".repeat(101) + "@a")).isPresent();
    }

    @Test
    void anIpv6AddressWithoutBracketsIsToldOfThem() {
        assertThat(HostAddress.fault("2001:db8::1"))
                .contains("expected an IPv6 address in brackets, such as [2001:db8::1]:22, found '2001:db8::1'");
    }
}
