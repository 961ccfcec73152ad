package cronium.cli.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.cli.remote.Item;
import cronium.cli.remote.Json;
import cronium.cli.remote.Problem.FieldError;
import cronium.payload.PayloadException;
import cronium.payload.archive.Selection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders and files that become events. */
class EventReaderTest {
    @TempDir
    private Path base = Path.of("");

    private Path folder = Path.of("");

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectory(base.resolve("backup"));
    }

    @Test
    void aFolderWithItsFilesBecomesADocument() throws Exception {
        write("event.yaml", """
                description: Nightly
                interpreter: bash
                entrypoint: run.sh
                environment: {PORT: 8080, DEBUG: True, RATIO: 1.10}
                limits: {timeout: 10m, processes: 5}
                retries: {attempts: 3, delay: 1m}
                enabled: false
                """);
        write("run.sh", "echo hi\n");
        Files.setPosixFilePermissions(folder.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.write(folder.resolve("blob"), new byte[] {(byte) 0xff, 0, 1});
        Files.createDirectory(folder.resolve("lib"));
        write("lib/tool.sh", "true\n");
        write("left.out", "");

        EventDraft draft = EventReader.read(folder, (path, _) -> !path.equals("left.out"), Optional.empty());

        assertThat(draft.name()).isEqualTo("backup");
        assertThat(json(draft)).isEqualTo("""
                {"description":"Nightly","interpreter":"bash","entrypoint":"run.sh",\
                "environment":{"PORT":"8080","DEBUG":"True","RATIO":"1.10"},\
                "limits":{"timeout":"10m","processes":5},"retries":{"attempts":3,"delay":"1m"},"enabled":false,\
                "files":[{"path":"blob","executable":false,"content":"/wAB"},\
                {"path":"lib/tool.sh","executable":false,"text":"true\\n"},\
                {"path":"run.sh","executable":true,"text":"echo hi\\n"}]}""");
        assertThat(draft.faults()).isEmpty();
    }

    @Test
    void aPayloadFolderIsTakenAsItIs() throws Exception {
        write("manifest.yaml", """
                version: v1
                interpreter: bash
                entrypoint: hello.sh
                metadata: {jobId: j, eventId: hello-id, eventVersion: 1, createdAt: 2026-01-01T00:00:00Z}
                """);
        write("hello.sh", "echo hello\n");

        EventDraft draft = read(folder);

        assertThat(draft.name()).isEqualTo("hello-id");
        assertThat(json(draft)).isEqualTo("""
                {"interpreter":"bash","entrypoint":"hello.sh","files":[{"path":"hello.sh","executable":false,"text":"echo hello\\n"}]}""");
        assertThat(EventReader.read(folder, Selection.EVERYTHING, Optional.of("other"))
                        .name())
                .isEqualTo("other");
    }

    @Test
    void aFileHasItsScriptInIt() throws Exception {
        Path file = Files.writeString(base.resolve("greet.yaml"), "interpreter: python\nscript: |\n  print(1)\n");

        EventDraft draft = read(file);

        assertThat(draft.name()).isEqualTo("greet");
        assertThat(json(draft)).isEqualTo("""
                {"interpreter":"python","entrypoint":"script.py","files":[{"path":"script.py","executable":true,"text":"print(1)\\n"}]}""");
    }

    @Test
    void allFaultsAreToldAtOnce() throws IOException {
        write("event.yaml", "name: Not A Name\ninterpreter: bash\nentrypoint: a\nfiles: []\nscript: x\n");
        write("manifest.yaml", "");
        write("a", "");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("a"));

        assertThatThrownBy(() -> read(folder))
                .isInstanceOf(EventException.class)
                .hasMessageContaining("expected event.yaml or manifest.yaml, found both")
                .hasMessageContaining("link: expected a regular file or a folder, found a symbolic link; copy what")
                .hasMessageContaining("event.yaml:4:8: files: expected no such key")
                .hasMessageContaining("event.yaml:5:9: script: expected no file 'a' beside it")
                .hasMessageContaining("event.yaml:1:7: name: expected 1 to 100 lower-case letters");
    }

    @Test
    void aFolderThatIsTooLargeIsRefusedBeforeItIsRead() throws IOException {
        write("event.yaml", "interpreter: bash\nentrypoint: a\n");
        try (SeekableByteChannel channel =
                Files.newByteChannel(folder.resolve("a"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.position(ScriptFiles.MAX_BYTES).write(ByteBuffer.wrap(new byte[1]));
        }

        assertThatThrownBy(() -> read(folder)).hasMessageContaining("12582912 bytes in all, found 1 with 12582913");
    }

    @Test
    void aFolderWithoutAnyOfTheFilesIsRefused() {
        assertThatThrownBy(() -> read(folder)).hasMessageContaining("expected event.yaml or manifest.yaml");
        assertThatThrownBy(() -> read(base.resolve("nothing"))).isInstanceOf(IOException.class);
    }

    @Test
    void whatTheServerFindsIsToldWithItsPlace() throws Exception {
        write("event.yaml", "interpreter: bash\nentrypoint: a\nlimits:\n  timeout: soon\n");
        write("a", "");

        assertThat(read(folder)
                        .lines(List.of(
                                new FieldError("limits.timeout", "expected a duration"),
                                new FieldError("files[0].path", "no"),
                                new FieldError("secrets", "no such"))))
                .containsExactly(
                        folder.resolve("event.yaml") + ":4:12: limits.timeout: expected a duration",
                        "a: no",
                        folder.resolve("event.yaml") + ":1:1: secrets: no such");
    }

    @Test
    void muchIsFoundWithoutTheServer() throws Exception {
        write("event.yaml", "interpeter: bash\nentrypoint: b\nlimits:\n  timeout: soon\n");
        write("a", "");

        assertThat(read(folder).faults())
                .hasSize(4)
                .anySatisfy(fault -> assertThat(fault).contains("did you mean 'interpreter'?"))
                .anySatisfy(fault -> assertThat(fault).contains("interpreter: expected one of bash, python, node"))
                .anySatisfy(fault -> assertThat(fault).contains(":4:12: limits.timeout: expected a duration"))
                .anySatisfy(fault -> assertThat(fault).contains(":2:13: entrypoint: expected one of the files"));
    }

    private static EventDraft read(Path source) throws IOException, PayloadException {
        return EventReader.read(source, Selection.EVERYTHING, Optional.empty());
    }

    private void write(String path, String text) throws IOException {
        Files.writeString(folder.resolve(path), text);
    }

    private static String json(EventDraft draft) {
        Item document = draft.document();
        return new String(Json.write(document.json()), StandardCharsets.UTF_8);
    }
}
