package cronium.runner.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.runner.linux.AppendedFile;
import cronium.runner.output.StreamName;
import cronium.runner.supervise.Outcome;
import cronium.testkit.Leaks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
    @TempDir
    private Path base;

    private StateDirectory state;

    @BeforeEach
    void open() throws IOException {
        state = StateDirectory.open(base.resolve("state"));
    }

    @Test
    void aJournalHasAnOwnerAndNoOutputFromTheStart() throws IOException {
        try (Journal journal = Journal.make(state, "exec-1")) {
            assertThat(journal.directory()).isEqualTo(base.resolve("state/journal/exec-1"));
            assertThat(names(journal)).containsExactly("output", "owner");
            assertThat(Owner.read(journal.directory().resolve("owner"))).contains(Owner.self());
            assertThat(output(journal)).isEmptyFile();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journal.directory())))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(output(journal))))
                    .isEqualTo("rw-------");
        }
        Leaks.assertNothingIn(state.executions());
    }

    @Test
    void anIdIsClaimedOnceForAllTime() throws IOException {
        Journal journal = Journal.make(state, "exec-1");
        assertRefused(
                "exec-1", "is under way in process " + ProcessHandle.current().pid());
        journal.settle(result(new Outcome.Exited(0)));
        journal.close();
        assertRefused("exec-1", "is over");
        Journal.make(state, "exec-2").close();
        Leaks.assertNothingIn(state.executions());
    }

    @Test
    void manyOfOneProcessClaimTheirIdsTogetherAndEachOnlyOnce() throws Exception {
        SharedSync journals = Journal.directoryOf(state);
        List<FutureTask<Boolean>> claims = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            String id = "exec-" + i % 32;
            claims.add(new FutureTask<>(() -> {
                try {
                    Journal.makeServed(state, id, journals).close();
                    return true;
                } catch (JournaledException e) {
                    return false;
                }
            }));
        }
        claims.forEach(claim -> Thread.ofPlatform().start(claim));
        int claimed = 0;
        for (FutureTask<Boolean> claim : claims) {
            claimed += claim.get() ? 1 : 0;
        }
        assertThat(claimed).isEqualTo(32);
        Leaks.assertNothingIn(state.executions());
    }

    @Test
    void whatIsAcknowledgedKeepsItsIdUntilItIsForgotten() throws IOException {
        KeptJournal journal = over("exec-1");
        journal.acknowledge();
        assertThat(journal.directory()).isDirectoryContaining("glob:**/acknowledged");
        Path mark = journal.directory().resolve("acknowledged");
        Instant at = Files.getLastModifiedTime(mark).toInstant();

        KeptJournal.forgetAcknowledged(state, at);
        assertThat(journal.state()).isEqualTo(JournalState.ACKNOWLEDGED);
        assertRefused("exec-1", "is over");

        KeptJournal.forgetAcknowledged(state, at.plusNanos(1));
        assertThat(KeptJournal.find(state, "exec-1")).isEmpty();
        Journal.make(state, "exec-1").close();
        Leaks.assertNothingIn(state.executions());
    }

    @Test
    void whatIsNotAcknowledgedIsNotForgotten() throws IOException {
        KeptJournal over = over("exec-1");
        try (Journal running = Journal.make(state, "exec-2")) {
            KeptJournal.forgetAcknowledged(state, Instant.MAX);
            assertThat(over.state()).isEqualTo(JournalState.ENDED);
            assertThat(over.result()).isNotEmpty();
            assertThat(names(running)).containsExactly("output", "owner");
        }
    }

    @Test
    void whatAKilledRunnerLeftOfAnAcknowledgedOneGoes() throws IOException {
        KeptJournal journal = over("exec-1");
        Files.createFile(journal.directory().resolve("acknowledged"));

        KeptJournal.forgetAcknowledged(state, Instant.EPOCH);

        assertThat(journal.state()).isEqualTo(JournalState.ACKNOWLEDGED);
        assertThat(journal.hasResult()).isFalse();
        assertThat(journal.output()).doesNotExist();
    }

    private KeptJournal over(String id) throws IOException {
        try (Journal journal = Journal.make(state, id)) {
            journal.settle(result(new Outcome.Exited(0)));
        }
        return KeptJournal.find(state, id).orElseThrow();
    }

    @Test
    void theJournalOfARunnerThatIsGoneIsRefusedToo() throws IOException {
        Journal.make(state, "exec-1").close();
        Files.writeString(base.resolve("state/journal/exec-1/owner"), "1 1 another-boot\n");
        assertRefused("exec-1", "whose runner is gone and left no result");
    }

    @Test
    void whateverStandsInItsPlaceIsRefusedAndStays() throws IOException {
        Path journals = Files.createDirectories(
                base.resolve("state/journal"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createDirectory(journals.resolve("empty"));
        Files.writeString(journals.resolve("file"), "text");
        Files.createSymbolicLink(journals.resolve("link"), Path.of("nowhere"));
        for (String name : List.of("empty", "file", "link")) {
            assertRefused(name, "left no result");
        }
        assertThat(journals.resolve("empty")).isEmptyDirectory();
        assertThat(journals.resolve("file")).hasContent("text");
        Leaks.assertNothingIn(state.executions());
    }

    @Test
    void ofManyAtOnceOneHasIt() throws Exception {
        for (int round = 0; round < 20; round++) {
            String id = "exec-" + round;
            CountDownLatch go = new CountDownLatch(1);
            List<FutureTask<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                FutureTask<Boolean> task = new FutureTask<>(() -> {
                    go.await();
                    try (Journal _ = Journal.make(state, id)) {
                        return true;
                    } catch (JournaledException e) {
                        return false;
                    }
                });
                Thread.ofPlatform().daemon().start(task);
                tasks.add(task);
            }
            go.countDown();
            int had = 0;
            for (FutureTask<Boolean> task : tasks) {
                had += task.get() ? 1 : 0;
            }
            assertThat(had).as("how many have " + id).isEqualTo(1);
        }
        Leaks.assertNothingIn(state.executions());
    }

    @Test
    void noSweepTouchesAJournal() throws IOException {
        Journal.make(state, "exec-1").close();
        Files.writeString(base.resolve("state/journal/exec-1/owner"), "1 1 another-boot\n");
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(1_000));
        assertThat(Sweep.leftovers(state, later)).isEmpty();
        assertThat(base.resolve("state/journal/exec-1/output")).exists();
    }

    @Test
    void framesAreReadAsTheyWereWritten() throws IOException {
        byte[] bytes = new byte[3 * Frame.MOST_BYTES + 1];
        new Random(7).nextBytes(bytes);
        try (Journal journal = Journal.make(state, "exec-1");
                FrameReader reader = FrameReader.open(output(journal), 0)) {
            assertThat(reader.next()).isEmpty();
            journal.append(StreamName.STDERR, 5, new byte[] {'e'}, 1);
            assertThat(Files.readAllBytes(output(journal)))
                    .isEqualTo(new byte[] {2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 5, 'e'});
            Frame first = reader.next().orElseThrow();
            assertThat(first.stream()).isEqualTo(StreamName.STDERR);
            assertThat(first.nanos()).isEqualTo(5);
            assertThat(first.bytes()).containsExactly('e');
            assertThat(reader.offset()).isEqualTo(14);
            assertThat(reader.next()).isEmpty();

            journal.append(StreamName.STDOUT, 1L << 40, bytes, bytes.length);
            byte[] read = new byte[0];
            try (FrameReader other = FrameReader.open(output(journal), 14)) {
                for (Optional<Frame> frame = other.next(); frame.isPresent(); frame = other.next()) {
                    assertThat(frame.get().stream()).isEqualTo(StreamName.STDOUT);
                    assertThat(frame.get().nanos()).isEqualTo(1L << 40);
                    read = joined(read, frame.get().bytes());
                }
            }
            assertThat(read).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 12, 13, 14})
    void aFrameThatIsNotWholeIsNotThereYet(int length) throws IOException {
        byte[] frame = {1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 'a', 'b'};
        Path file = base.resolve("output");
        Files.write(file, Arrays.copyOf(frame, length));
        try (FrameReader reader = FrameReader.open(file, 0)) {
            assertThat(reader.next()).isEmpty();
            assertThat(reader.offset()).isZero();
            Files.write(file, frame);
            assertThat(reader.next().orElseThrow().bytes()).containsExactly('a', 'b');
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3 0 0 0 1", "1 0 0 0 0", "1 0 1 0 1", "1 -1 -1 -1 -1"})
    void whatIsNoFrameIsSaid(String beginning) throws IOException {
        byte[] bytes = new byte[100];
        String[] numbers = beginning.split(" ", -1);
        for (int i = 0; i < numbers.length; i++) {
            bytes[i] = Byte.parseByte(numbers[i]);
        }
        Path file = Files.write(base.resolve("output"), bytes);
        try (FrameReader reader = FrameReader.open(file, 0)) {
            assertThatThrownBy(reader::next)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("frame at 0: expected");
        }
    }

    @Test
    void afterAFailureNothingIsAppendedAnyMore() throws IOException {
        try (Journal journal = new Journal(base, AppendedFile.existing(Path.of("/dev/full")))) {
            journal.append(StreamName.STDOUT, 0, new byte[] {'a'}, 1);
            assertThat(journal.failure().orElseThrow()).hasMessageContaining("ENOSPC");
            journal.append(StreamName.STDOUT, 0, new byte[] {'b'}, 1);
            assertThat(journal.failure().orElseThrow()).hasMessageContaining("ENOSPC");
        }
    }

    @Test
    void theResultComesWhole() throws IOException {
        try (Journal journal = Journal.make(state, "exec-1")) {
            Result result = journal.complete(result(new Outcome.Exited(7)));
            assertThat(result.outcome()).isEqualTo(new Outcome.Exited(7));
            journal.settle(result);
            assertThat(names(journal)).containsExactly("output", "owner", "result.json");
            ResultSchema.assertValid(
                    Files.readString(journal.directory().resolve("result.json"), StandardCharsets.UTF_8));
        }
    }

    /** fsync(2) of a device that has nothing to sync is refused, as by a disk that fails. */
    @Test
    void outputThatTheDiskDidNotTakeAfterAllIsTheOutcome() throws IOException {
        try (Journal journal = new Journal(base, AppendedFile.existing(Path.of("/dev/null")))) {
            // Without output there is nothing to wait for.
            assertThat(journal.complete(result(new Outcome.Exited(0))).outcome())
                    .isEqualTo(new Outcome.Exited(0));
            journal.append(StreamName.STDOUT, 1, new byte[] {'x'}, 1);
            assertThat(journal.complete(result(new Outcome.Exited(0))).outcome())
                    .isInstanceOf(Outcome.OutputLost.class);
            assertThat(journal.complete(result(new Outcome.Cancelled(15))).outcome())
                    .isEqualTo(new Outcome.Cancelled(15));
        }
    }

    private void assertRefused(String executionId, String state) {
        assertThatThrownBy(() -> Journal.make(this.state, executionId))
                .isInstanceOf(JournaledException.class)
                .hasMessageContaining("execution " + executionId)
                .hasMessageContaining(state);
    }

    private static Path output(Journal journal) {
        return journal.directory().resolve("output");
    }

    private static List<String> names(Journal journal) throws IOException {
        try (var files = Files.list(journal.directory())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static Result result(Outcome outcome) {
        return new Result(
                "exec-1",
                outcome,
                "p.tar.gz",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH,
                Map.of(),
                Optional.empty(),
                List.of(),
                List.of());
    }
}
