package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A program that has ended. */
@SuppressWarnings("ArrayRecordComponent") // looked at, never compared
record Finished(int exitCode, byte[] out, byte[] err, Optional<Path> resultFile) {

    String outText() {
        return new String(out, StandardCharsets.UTF_8);
    }

    String errText() {
        return new String(err, StandardCharsets.UTF_8);
    }

    /** The result file, which must keep to its documented schema. */
    JsonNode result() throws IOException {
        return ResultSchema.read(resultFile.orElseThrow());
    }

    /** Asserts exit code and outcome, showing what the program said otherwise. */
    JsonNode assertEnded(int expectedCode, String expectedKind) throws IOException {
        assertThat(exitCode).as("exit code; it said: " + errText()).isEqualTo(expectedCode);
        JsonNode result = result();
        assertThat(result.at("/outcome/kind").asString()).as("outcome").isEqualTo(expectedKind);
        assertThat(result.at("/exitCode").asInt()).as("exit code in the result").isEqualTo(expectedCode);
        assertThat(result.at("/survivors")).as("survivors").isEmpty();
        assertThat(result.at("/leftovers")).as("leftovers").isEmpty();
        return result;
    }

    /** Asserts that the payload was refused for this reason. */
    void assertRejected(String faultCode) throws IOException {
        assertThat(assertEnded(125, "rejected").at("/outcome/faultCode").asString())
                .as(errText())
                .isEqualTo(faultCode);
    }
}
