package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The reference's payloads, {@code tar -czf p.tar.gz -C dir .}, unchanged. */
@ExtendWith(HostExtension.class)
class ReferenceLayoutIT {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bash   | manifest.yaml | script.sh | echo "$GREETING $CRONIUM_JOB_ID $CRONIUM_EVENT_ID $CRONIUM_EVENT_VERSION"
            BASH   | manifest.yml  | script.sh | echo "$GREETING $CRONIUM_JOB_ID $CRONIUM_EVENT_ID $CRONIUM_EVENT_VERSION"
            python | manifest.yaml | script.py | import os; e = os.environ; print(e['GREETING'], e['CRONIUM_JOB_ID'], e['CRONIUM_EVENT_ID'], e['CRONIUM_EVENT_VERSION'])
            Python | manifest.yml  | script.py | import os; e = os.environ; print(e['GREETING'], e['CRONIUM_JOB_ID'], e['CRONIUM_EVENT_ID'], e['CRONIUM_EVENT_VERSION'])
            node   | manifest.yaml | script.js | const e = process.env; console.log(e.GREETING, e.CRONIUM_JOB_ID, e.CRONIUM_EVENT_ID, e.CRONIUM_EVENT_VERSION)
            NODE   | manifest.yml  | script.js | const e = process.env; console.log(e.GREETING, e.CRONIUM_JOB_ID, e.CRONIUM_EVENT_ID, e.CRONIUM_EVENT_VERSION)
            """)
    void runs(String interpreter, String manifestName, String entrypoint, String script, Host host)
            throws IOException, InterruptedException {
        Path payload = PayloadFolder.of(host, interpreter, entrypoint, script)
                .manifestFile(manifestName, manifest(interpreter, entrypoint))
                .packUnsigned();

        Finished finished =
                host.run(payload, "--allow-unsigned").with("LC_ALL", "C.UTF-8").run();

        JsonNode result = finished.assertEnded(0, "exited");
        assertThat(finished.outText()).isEqualTo("grüß dich job-123 event-456 3\n");
        assertThat(result.at("/payload/signature/state").asString()).isEqualTo("unsigned-allowed");
        assertThat(result.at("/payload/signature").has("key"))
                .as("a signing key")
                .isFalse();
        assertThat(result.at("/event/eventVersion").asInt()).isEqualTo(3);
    }

    private static String manifest(String interpreter, String entrypoint) {
        return "version: v1\ninterpreter: " + interpreter + "\nentrypoint: " + entrypoint + "\n" + """
                environment:
                  GREETING: "grüß dich"
                metadata:
                  jobId: job-123
                  eventId: event-456
                  eventVersion: 3
                  createdAt: 2025-08-05T07:00:00Z
                """;
    }

    @Test
    void theScriptsOwnFilesAreBesideItAndKeepTheirModes(Host host) throws IOException, InterruptedException {
        PayloadFolder folder = host.bash("./tool.sh; cat data.txt; stat -c %a tool.sh data.txt");
        folder.file("data.txt", "data\n".getBytes(StandardCharsets.UTF_8));
        folder.file("tool.sh", "#!/bin/sh\necho tool\n".getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(folder.path().resolve("tool.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));

        Finished finished =
                host.run(folder.pack()).inShell("umask 022; exec \"$@\"").run();

        finished.assertEnded(0, "exited");
        assertThat(finished.outText()).isEqualTo("tool\ndata\n755\n644\n");
    }
}
