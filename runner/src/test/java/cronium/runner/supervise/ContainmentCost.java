package cronium.runner.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.payload.manifest.Filesystem;
import cronium.payload.manifest.LimitText;
import cronium.payload.manifest.Limits;
import cronium.payload.manifest.Network;
import cronium.payload.manifest.Sandbox;
import cronium.runner.contain.TreeLayer;
import cronium.runner.linux.Children;
import cronium.runner.linux.Descriptor;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.Spawn;
import cronium.runner.linux.SpawnRequest;
import cronium.runner.plan.LaunchPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holding a script costs, in a warm JVM, the contenders taking turns. Not part of the suite, since its name does not end in
 * Test: {@code mvn -B -pl runner -am test -Dtest=ContainmentCost -Dsurefire.failIfNoSpecifiedTests=false}. Prints Markdown.
 */
class ContainmentCost {
    private static final int WARM_UP = 30;
    private static final int ROUNDS = Integer.getInteger("cronium.cost.rounds", 100);
    private static final List<String> ARGUMENTS = List.of("bash", "-c", ":");
    private static final Sandbox SYSTEM_CALLS = new Sandbox(Filesystem.HOST, new Network.None(), List.of(), List.of());
    private static final Sandbox READ_ONLY =
            new Sandbox(Filesystem.READ_ONLY, new Network.Host(), List.of(), List.of());
    private static final Sandbox PRIVATE = new Sandbox(Filesystem.PRIVATE, new Network.None(), List.of(), List.of());

    @TempDir
    private Path directory;

    @Test
    void ofEachLayer() throws Exception {
        Map<String, Callable<Long>> contenders = new LinkedHashMap<>();
        contenders.put("bare spawn and wait", ContainmentCost::bare);
        List<TreeLayer> layers = TestBounds.layers();
        for (TreeLayer layer : layers) {
            contenders.put(layer.word(), () -> supervised(layer, Limits.none(), Sandbox.host()));
        }
        TreeLayer cheapest = layers.getFirst();
        contenders.put(
                cheapest.word() + ", limits of memory and processes",
                () -> supervised(
                        cheapest,
                        LimitText.parse("memory", "1GiB").lower(LimitText.parse("processes", "1000")),
                        Sandbox.host()));
        contenders.put(
                cheapest.word() + ", network none (system calls, signals)",
                () -> supervised(cheapest, Limits.none(), SYSTEM_CALLS));
        contenders.put(cheapest.word() + ", read-only", () -> supervised(cheapest, Limits.none(), READ_ONLY));
        contenders.put(cheapest.word() + ", private, network none", () -> supervised(cheapest, Limits.none(), PRIVATE));
        if (layers.contains(TreeLayer.PID_NAMESPACE)) {
            contenders.put(
                    "pid-namespace, private, network none, own /proc",
                    () -> supervised(TreeLayer.PID_NAMESPACE, Limits.none(), PRIVATE));
        }
        print(measured(contenders));
    }

    private static Map<String, List<Long>> measured(Map<String, Callable<Long>> contenders) throws Exception {
        Map<String, List<Long>> nanos = new LinkedHashMap<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (Map.Entry<String, Callable<Long>> contender : contenders.entrySet()) {
                long taken = contender.getValue().call();
                if (round >= 0) {
                    nanos.computeIfAbsent(contender.getKey(), _ -> new ArrayList<>())
                            .add(taken);
                }
            }
        }
        return nanos;
    }

    private static void print(Map<String, List<Long>> nanos) {
        double bare = median(nanos.values().iterator().next());
        System.out.println(
                "\n| `bash -c :`, median of " + ROUNDS + " | ms | more than bare | p90 ms |\n|---|---|---|---|");
        nanos.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f |%n",
                name,
                median(all),
                median(all) - bare,
                percentile(all, 90)));
    }

    private static double median(List<Long> nanos) {
        return percentile(nanos, 50);
    }

    private static double percentile(List<Long> nanos, int percent) {
        return nanos.stream().sorted().toList().get(nanos.size() * percent / 100) / 1e6;
    }

    private static long bare() throws LinuxException {
        long before = System.nanoTime();
        try (Descriptor nothing = Descriptor.openNull();
                Descriptor out = Descriptor.openForWriting("/dev/null")) {
            Children.reap(Spawn.start(new SpawnRequest(
                    "/bin/bash", ARGUMENTS, List.of("PATH=/usr/bin:/bin"), "/", nothing, out, out, List.of())));
        }
        return System.nanoTime() - before;
    }

    private long supervised(TreeLayer layer, Limits limits, Sandbox sandbox) throws Exception {
        Bounds bounds = TestBounds.of(layer, limits, sandbox, Duration.ofSeconds(10), List.of(directory));
        LaunchPlan plan = new LaunchPlan("/bin/bash", ARGUMENTS, Map.of("PATH", "/usr/bin:/bin"), "/");
        long before = System.nanoTime();
        Ended ended =
                new Supervisor(System::nanoTime, new StopRequests(), new ShownOutput(), bounds, _ -> {}).run(plan);
        long taken = System.nanoTime() - before;
        assertThat(ended.outcome()).isEqualTo(new Outcome.Exited(0));
        return taken;
    }
}
