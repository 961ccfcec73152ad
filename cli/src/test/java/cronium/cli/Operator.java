package cronium.cli;

import cronium.cli.remote.HttpStub;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Somebody who types commands, without a terminal unless one is given, two hours east of UTC. */
record Operator(HttpStub stub, Path home) {
    static final Instant NOW = Instant.parse("2026-02-01T12:00:00Z");

    /** What came of a command. */
    record Said(int exitCode, String out, String err) {}

    Said types(String... words) {
        return given("", words);
    }

    Said given(String standardInput, String... words) {
        return given(standardInput, OptionalInt.empty(), OptionalInt.empty(), words);
    }

    /** At a terminal of that size. */
    Said typesAt(int columns, int rows, String... words) {
        return given("", OptionalInt.of(columns), OptionalInt.of(rows), words);
    }

    private Said given(String standardInput, OptionalInt columns, OptionalInt rows, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> arguments = new ArrayList<>(List.of(words));
        Surroundings surroundings = new Surroundings(
                Map.of("CRONIUM_SERVER", stub.url()),
                home,
                Optional.of(home.resolve("image")),
                Optional.of(home.resolve("handover")),
                false,
                columns,
                rows,
                Clock.fixed(NOW, ZoneOffset.ofHours(2)),
                System::nanoTime,
                new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        int exitCode = Main.commandLine(surroundings)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .execute(arguments.toArray(String[]::new));
        return new Said(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
