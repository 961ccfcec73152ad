package cronium.server.store;

import static cronium.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cronium.server.domain.Bytes;
import cronium.server.domain.Ending;
import cronium.server.domain.Outcome;
import cronium.server.domain.OutputChunk;
import cronium.server.domain.Target;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class OutputsTest {
    private static final List<OutputChunk> CHUNKS =
            List.of(chunk(0, 1, 0, 10), chunk(1, 2, 0, 3), chunk(2, 1, 10, 5), chunk(3, 1, 15, 7));

    @RegisterExtension
    final TestDatabases databases;

    private final Samples samples = new Samples();
    private String id = "";

    OutputsTest(DatabaseKind kind) {
        databases = new TestDatabases(kind);
    }

    private static OutputChunk chunk(long number, int stream, long offset, int size) {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (offset + i - 1);
        }
        return new OutputChunk(number, stream, offset, number * 1_000, (number + 1) * 100, Bytes.of(content));
    }

    @BeforeEach
    void anExecutionRuns() {
        Database database = databases.database();
        id = database.executions()
                .create(samples.execution(database, samples.saved(database, "hello"), NOW), "tester")
                .id();
        database.executions().claimNext("node", Target.LOCAL, NOW);
    }

    private Outputs outputs() {
        return databases.database().outputs();
    }

    @Test
    void chunksAreReadBackInOrderWhateverWasGivenTwice() {
        outputs().append(id, CHUNKS.subList(0, 2));
        outputs().append(id, CHUNKS);
        outputs().append(id, CHUNKS);
        outputs().append(id, List.of());

        assertThat(outputs().read(id, 0, 100, Long.MAX_VALUE)).isEqualTo(CHUNKS);
        assertThat(outputs().read(id, 2, 1, Long.MAX_VALUE)).containsExactly(CHUNKS.get(2));
        assertThat(outputs().read(id, 4, 100, Long.MAX_VALUE)).isEmpty();
        assertThat(outputs().last(id)).contains(CHUNKS.getLast());
        assertThat(outputs().end(id)).isEqualTo(new Position(4, 22, 3, 400));
        assertThat(databases.database().executions().find(id).orElseThrow().outputBytes())
                .isEqualTo(25);
    }

    @Test
    void chunksThatWereCutOtherwiseAreNotTakenForThoseThatAreThere() {
        outputs().append(id, CHUNKS.subList(0, 2));
        OutputChunk second = CHUNKS.get(1);
        OutputChunk longer = new OutputChunk(
                second.number(),
                second.stream(),
                second.offset(),
                second.nanos(),
                second.journalEnd() + 1,
                second.bytes());

        assertThatThrownBy(() -> outputs().append(id, List.of(longer, CHUNKS.get(2))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cut otherwise");
        assertThatThrownBy(() -> outputs().append(id, CHUNKS.subList(0, 1))).isInstanceOf(StoreException.class);

        assertThat(outputs().read(id, 0, 100, Long.MAX_VALUE)).isEqualTo(CHUNKS.subList(0, 2));
    }

    @Test
    void aReadEndsBeforeItIsTooLargeButHasOneChunk() {
        outputs().append(id, CHUNKS);

        assertThat(outputs().read(id, 0, 100, 1)).containsExactly(CHUNKS.getFirst());
        assertThat(outputs().read(id, 0, 100, 13)).isEqualTo(CHUNKS.subList(0, 2));
        assertThat(outputs().readStream(id, 1, 0, 15)).containsExactly(CHUNKS.get(0), CHUNKS.get(2));
    }

    @Test
    void aStreamIsReadFromTheChunkThatHasTheByte() {
        outputs().append(id, CHUNKS);

        assertThat(outputs().readStream(id, 1, 0, 100)).containsExactly(CHUNKS.get(0), CHUNKS.get(2), CHUNKS.get(3));
        assertThat(outputs().readStream(id, 1, 9, 1)).containsExactly(CHUNKS.get(0));
        assertThat(outputs().readStream(id, 1, 10, 1)).containsExactly(CHUNKS.get(2));
        assertThat(outputs().readStream(id, 1, 14, 100)).containsExactly(CHUNKS.get(2), CHUNKS.get(3));
        assertThat(outputs().readStream(id, 1, 22, 100)).isEmpty();
        assertThat(outputs().readStream(id, 2, 2, 100)).containsExactly(CHUNKS.get(1));
    }

    @Test
    void thereIsNothingBeforeTheFirstChunk() {
        assertThat(outputs().last(id)).isEmpty();
        assertThat(outputs().end(id)).isEqualTo(Position.START);
        assertThat(outputs().read("unknown", 0, 1, 1)).isEmpty();
        assertThat(outputs().readStream(id, 1, 0, 1)).isEmpty();
    }

    @Test
    void aGapAndOutputAfterTheEndAreRefused() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> outputs().append(id, CHUNKS.subList(1, 2)))
                .withMessageContaining("expected chunk 0")
                .withMessageContaining("found 1");
        outputs().append(id, CHUNKS.subList(0, 2));
        Ending done = new Ending(Outcome.EXITED, OptionalInt.of(0), "It exited with 0.", Optional.empty());
        databases.database().executions().end(id, "node", done, NOW, Optional.empty());
        outputs().append(id, CHUNKS.subList(0, 2));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> outputs().append(id, CHUNKS.subList(2, 3)))
                .withMessageContaining("never changes");
        assertThat(outputs().read(id, 0, 100, 100)).hasSize(2);
    }
}
