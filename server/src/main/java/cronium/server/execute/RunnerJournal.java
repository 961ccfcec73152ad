package cronium.server.execute;

import cronium.server.payloads.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a runner keeps of one execution, as {@code docs/running.md} describes it under <em>The journal</em>: {@code owner},
 * {@code output}, and in the end {@code result.json}.
 *
 * @param directory may not be there yet
 */
record RunnerJournal(Path directory) {
    /** Far more than a result has. */
    private static final long MOST_RESULT_BYTES = 4 << 20;

    static RunnerJournal of(Path state, String executionId) {
        return new RunnerJournal(journals(state).resolve(executionId));
    }

    static Path journals(Path state) {
        return state.resolve("journal");
    }

    boolean exists() {
        return Files.isDirectory(directory);
    }

    Path output() {
        return directory.resolve("output");
    }

    Optional<RunnerOwner> owner() throws IOException {
        try {
            return RunnerOwner.parse(Files.readString(directory.resolve("owner"), StandardCharsets.US_ASCII));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The result, if the execution is over; its output is complete then. */
    Optional<String> result() throws IOException {
        Path file = directory.resolve("result.json");
        try {
            long size = Files.size(file);
            if (size > MOST_RESULT_BYTES) {
                throw new IOException(file + ": expected at most " + MOST_RESULT_BYTES + " bytes, found " + size);
            }
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void remove() throws IOException {
        Disk.removeTree(directory);
    }
}
