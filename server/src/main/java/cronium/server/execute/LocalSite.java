package cronium.server.execute;

import cronium.server.domain.Execution;
import cronium.server.domain.Target;
import cronium.server.payloads.Disk;
import cronium.server.payloads.PayloadFiles;
import cronium.server.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** This machine, through runners of its own. Thread-safe. */
public final class LocalSite implements Site {
    private final LocalSettings settings;
    private final Database database;
    private final PayloadFiles payloads;
    private final SecretSource secrets;
    private final Changes changes;
    private final Clock clock;
    private final JournalWatch watch;

    private LocalSite(
            LocalSettings settings,
            Database database,
            PayloadFiles payloads,
            SecretSource secrets,
            Changes changes,
            Clock clock,
            JournalWatch watch) {
        this.settings = settings;
        this.database = database;
        this.payloads = payloads;
        this.secrets = secrets;
        this.changes = changes;
        this.clock = clock;
        this.watch = watch;
    }

    /** Makes the runners' state directory if it is missing. */
    public static LocalSite open(
            LocalSettings settings,
            Database database,
            PayloadFiles payloads,
            SecretSource secrets,
            Changes changes,
            Clock clock)
            throws IOException {
        Files.createDirectories(settings.state(), PrivateMode.DIRECTORY);
        Files.createDirectories(RunnerJournal.journals(settings.state()), PrivateMode.DIRECTORY);
        return new LocalSite(settings, database, payloads, secrets, changes, clock, new JournalWatch(settings.state()));
    }

    @Override
    public String name() {
        return Target.LOCAL.text();
    }

    @Override
    public Optional<Execution> claim(Instant now) {
        return database.executions().claimNext(settings.node(), Target.LOCAL, now);
    }

    @Override
    public Optional<Instant> nextDue(Instant after) {
        return database.executions().nextDue(Target.LOCAL, after);
    }

    @Override
    public boolean has(Execution execution) {
        return execution.host().isLocal();
    }

    @Override
    public Job job(Execution execution, boolean isTakenUp) {
        return new LocalRun(execution, isTakenUp, settings, database, payloads, secrets, changes, watch, clock);
    }

    @Override
    public void sweep(Predicate<String> isRunning) throws IOException {
        for (Path journal : Disk.list(RunnerJournal.journals(settings.state()))) {
            String id = journal.getFileName().toString();
            if (!isRunning.test(id)
                    && database.executions().find(id).flatMap(Execution::ending).isPresent()) {
                Disk.removeTree(journal);
            }
        }
    }

    @Override
    public void close() throws IOException {
        watch.close();
    }
}
