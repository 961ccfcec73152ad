package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 47, 48, 49, 96, 200})
    void bytesAreTheSameAfterEncodingAndDecoding(int length) {
        byte[] der = new byte[length];
        Arrays.fill(der, (byte) 5);
        assertThat(Pem.decode(Pem.PUBLIC_KEY, SigningFiles.ascii(Pem.encode(Pem.PUBLIC_KEY, der))))
                .hasValueSatisfying(decoded -> assertThat(decoded).isEqualTo(der));
    }

    @Test
    void linesHave64Characters() {
        assertThat(Pem.encode(Pem.PUBLIC_KEY, new byte[50]))
                .isEqualTo("-----BEGIN PUBLIC KEY-----\n" + "A".repeat(64) + "\nAAA=\n-----END PUBLIC KEY-----\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PUBLIC KEY-----\r\nAAAA\r\n-----END PUBLIC KEY-----\r\n",
                "\n  -----BEGIN PUBLIC KEY-----\nAA\nAA\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----AAAA-----END PUBLIC KEY-----"
            })
    void whiteSpaceDoesNotMatter(String text) {
        assertThat(Pem.decode(Pem.PUBLIC_KEY, SigningFiles.ascii(text)))
                .hasValueSatisfying(decoded -> assertThat(decoded).isEqualTo(new byte[3]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAAA",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n",
                "-----BEGIN PUBLIC KEY-----",
                "AAAA\n-----END PUBLIC KEY-----\n",
                "-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----\n",
                "-----BEGIN PUBLIC KEY-----\nAAA*\n-----END PUBLIC KEY-----\n",
                "-----BEGIN PUBLIC KEY-----\nProc-Type: 4\n\nAAAA\n-----END PUBLIC KEY-----\n",
                "text\n-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\ntext",
                """
                -----BEGIN PUBLIC KEY-----
                AAAA
                -----END PUBLIC KEY-----
                -----BEGIN PUBLIC KEY-----
                AAAA
                -----END PUBLIC KEY-----
                """
            })
    void anythingElseThanOneBlockIsRefused(String text) {
        assertThat(Pem.decode(Pem.PUBLIC_KEY, SigningFiles.ascii(text))).isEmpty();
    }

    @Test
    void bytesThatAreNotAsciiAreRefused() {
        byte[] text = SigningFiles.ascii("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");
        text[28] = (byte) 0xc3;
        assertThat(Pem.decode(Pem.PUBLIC_KEY, text)).isEmpty();
    }
}
