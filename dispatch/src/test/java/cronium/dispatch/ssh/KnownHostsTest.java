package cronium.dispatch.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are recorded at the same time, each connection with known hosts of its own. */
class KnownHostsTest {
    private static final int CONNECTIONS = 8;

    @TempDir
    Path directory;

    @Test
    void whatManyRecordAtOnceStaysWhole() throws Exception {
        Path record = directory.resolve("known");
        Files.writeString(record, "first ssh-ed25519 AAAA");

        List<Boolean> recorded = allAtOnce(record);

        assertThat(recorded).hasSize(CONNECTIONS).doesNotContain(false);
        assertThat(Files.readAllLines(record))
                .hasSize(CONNECTIONS + 1)
                .allMatch(line -> line.matches("(first|host-[0-7]) ssh-ed25519 AAAA"));
    }

    @Test
    void ofTwoKeysOfOneHostTheFirstIsRecorded() throws Exception {
        Path record = directory.resolve("known");
        KnownHosts known = KnownHosts.trustingOnFirstUse(List.of(), record);

        assertThat(known.recordUnlessAnother("host", "ssh-ed25519", "AAAA")).isTrue();
        assertThat(known.recordUnlessAnother("host", "ssh-ed25519", "AAAA")).isTrue();
        assertThat(known.recordUnlessAnother("host", "ssh-ed25519", "BBBB")).isFalse();
        assertThat(known.recordUnlessAnother("host", "ssh-rsa", "CCCC")).isFalse();

        assertThat(record).hasContent("host ssh-ed25519 AAAA");
    }

    private static List<Boolean> allAtOnce(Path record) throws Exception {
        CyclicBarrier start = new CyclicBarrier(CONNECTIONS);
        List<Boolean> recorded = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                String name = "host-" + i;
                all.add(threads.submit(() -> {
                    start.await();
                    return KnownHosts.trustingOnFirstUse(List.of(), record)
                            .recordUnlessAnother(name, "ssh-ed25519", "AAAA");
                }));
            }
            for (Future<Boolean> each : all) {
                recorded.add(each.get());
            }
        }
        return recorded;
    }
}
