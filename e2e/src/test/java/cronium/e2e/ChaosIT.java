package cronium.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Await;
import cronium.testkit.Leaks;
import cronium.testkit.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nasty trees, ended in every way, by every layer that this host has, for root and for an ordinary user: no process survives
 * and no directory outlives the next start. All trees grow together, in {@code cronium.chaos.trials} trials (3); with
 * {@code cronium.chaos.alone=true}, as in the nightly profile, each one also alone.
 */
@ExtendWith(HostExtension.class)
class ChaosIT {
    private static final int TRIALS = Integer.getInteger("cronium.chaos.trials", 3);
    private static final boolean ALONE = Boolean.getBoolean("cronium.chaos.alone");

    /** Who runs it, and what holds it. */
    enum Setting {
        ROOT_CGROUP(Account.SELF, "cgroup"),
        ROOT_PID_NAMESPACE(Account.SELF, "pid-namespace"),
        ROOT_PRIVATE(Account.SELF, "pid-namespace", "filesystem=private"),
        ROOT_WATCHDOG(Account.SELF, "watchdog"),
        USER_CGROUP(Account.NOBODY, "cgroup"),
        USER_WATCHDOG(Account.NOBODY, "watchdog"),
        USER_PRIVATE(Account.NOBODY, "watchdog", "filesystem=private");

        private final Account account;
        private final String layer;
        private final String sandbox;

        Setting(Account account, String layer) {
            this(account, layer, "filesystem=host");
        }

        Setting(Account account, String layer, String sandbox) {
            this.account = account;
            this.layer = layer;
            this.sandbox = sandbox;
        }
    }

    /** How it ends. */
    enum End {
        NORMAL(7, false),
        TIMEOUT(124, true),
        SIGTERM(143, true),
        CANCEL(130, true),
        SIGKILL(137, true);

        private final int exitCode;
        private final boolean waits;

        End(int exitCode, boolean waits) {
            this.exitCode = exitCode;
            this.waits = waits;
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingSurvives(Setting setting, Host host) throws IOException, InterruptedException {
        Needs.root();
        RandomGenerator random = Seed.announced("ChaosIT " + setting).random();
        Optional<DelegatedGroup> group = setting.account == Account.NOBODY && setting.layer.equals("cgroup")
                ? Optional.of(DelegatedGroup.make())
                : Optional.empty();
        try {
            for (End end : End.values()) {
                List<NastyTree[]> cases = new ArrayList<>();
                cases.add(NastyTree.values());
                if (ALONE) {
                    Arrays.stream(NastyTree.values()).forEach(tree -> cases.add(new NastyTree[] {tree}));
                }
                List<Long> millis = new ArrayList<>();
                for (NastyTree[] trees : cases) {
                    Path payload = host.bash(NastyTree.script(end.waits, trees)).pack();
                    for (int trial = 0; trial < TRIALS; trial++) {
                        millis.add(trial(setting, end, trial, payload, group, host, random));
                    }
                }
                report(setting, end, millis);
            }
        } finally {
            if (group.isPresent()) {
                group.get().remove();
            }
        }
        assertThat(Folders.names(host.executions())).as("before the next start").allMatch(name -> !name.isEmpty());
        Finished next =
                setting.account.run(host, host.bash("echo hello").pack()).run();
        next.assertEnded(0, "exited");
        assertThat(Folders.names(host.executions())).as("after the next start").isEmpty();
    }

    private static void report(Setting setting, End end, List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "chaos %-20s %-8s %3d trials, 0 survivors, none left after %d ms in the median, %d ms at most%n",
                setting,
                end,
                sorted.size(),
                sorted.get(sorted.size() / 2),
                sorted.getLast());
    }

    /** One execution; returns how long after its end, or after the kill of its runner, nothing was left. */
    private static long trial(
            Setting setting,
            End end,
            int trial,
            Path payload,
            Optional<DelegatedGroup> group,
            Host host,
            RandomGenerator random)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("--containment", setting.layer, "--sandbox", setting.sandbox));
        options.addAll(List.of("--grace", "200ms", "--env", "MARK=" + host.directory()));
        options.addAll(end == End.TIMEOUT ? List.of("--timeout", "500ms") : List.of());
        options.addAll(List.of("--execution-id", end + "-" + trial));
        Launch launch = setting.account.run(host, payload, options.toArray(String[]::new));
        if (group.isPresent()) {
            launch = launch.inShell(group.get().enter());
        }
        Launched launched = launch.start();
        switch (end) {
            case NORMAL, TIMEOUT -> {}
            case SIGTERM -> launched.awaitOutput("ready").signal("TERM");
            case CANCEL -> {
                launched.awaitOutput("ready").signal("INT");
                launched.signalUntilEnded("INT");
            }
            case SIGKILL -> {
                awaitMomentOfKill(trial, launched, host, random);
                launched.signal("KILL");
            }
        }
        assertThat(launched.process().waitFor(60, TimeUnit.SECONDS))
                .as("the runner has ended")
                .isTrue();
        long ended = System.nanoTime();
        Leaks.assertNoProcess(host.directory().toString());
        long gone = System.nanoTime();
        Finished finished = launched.finish();
        assertThat(finished.exitCode())
                .as(setting + " " + end + ": " + finished.errText())
                .isEqualTo(end.exitCode);
        if (end != End.SIGKILL) {
            assertThat(finished.result().at("/survivors")).isEmpty();
            assertThat(finished.result().at("/enforced").toString()).contains("\"" + setting.layer + "\"");
        }
        return (gone - ended) / 1_000_000;
    }

    /** The script at work; the moment at which it is about to start; and moments soon after that. */
    private static void awaitMomentOfKill(int trial, Launched launched, Host host, RandomGenerator random) {
        if (trial % 3 == 0) {
            launched.awaitOutput("ready");
            return;
        }
        Await.until(
                "the script about to start",
                () -> Folders.names(host.executions()).stream()
                        .filter(name -> name.equals(End.SIGKILL + "-" + trial))
                        .anyMatch(name ->
                                Files.exists(host.executions().resolve(name).resolve("session"))),
                started -> started);
        if (trial % 3 == 2) {
            LockSupport.parkNanos(random.nextLong(30_000_000));
        }
    }
}
