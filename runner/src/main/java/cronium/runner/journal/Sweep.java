package cronium.runner.journal;

import cronium.runner.linux.LinuxException;
import cronium.runner.linux.ProcessTable;
import cronium.runner.linux.Removal;
import cronium.runner.linux.Signals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Removes what runners left behind that were killed or lost their host: a directory whose owner no longer lives, and
 * processes of its session. A claim of a living runner is never touched. Several sweeps at once do no harm.
 */
public final class Sweep {
    /** For what has no owner at all, which no runner leaves: something is being made that this version does not know. */
    private static final Duration OWNERLESS_PATIENCE = Duration.ofMinutes(1);

    private Sweep() {}

    /** Sweeps, and returns one line for each directory that was swept. */
    public static List<String> leftovers(StateDirectory state, Clock clock) throws IOException {
        List<String> swept = new ArrayList<>();
        try (DirectoryStream<Path> executions = Files.newDirectoryStream(state.executions())) {
            for (Path execution : executions) {
                if (isAbandoned(execution, clock)) {
                    sweep(execution).ifPresent(swept::add);
                }
            }
        }
        try (DirectoryStream<Path> snapshots = Files.newDirectoryStream(state.spool())) {
            for (Path snapshot : snapshots) {
                // A snapshot has a name only for the instant between its making and its unlinking.
                if (isOld(snapshot, clock)) {
                    Files.deleteIfExists(snapshot);
                }
            }
        }
        return swept;
    }

    private static boolean isAbandoned(Path execution, Clock clock) {
        return Owner.read(execution.resolve("owner"))
                .or(() -> Owner.inName(execution.getFileName().toString()))
                .map(owner -> !owner.isAlive())
                .orElseGet(() -> isOld(execution, clock));
    }

    private static boolean isOld(Path path, Clock clock) {
        try {
            FileTime modified = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
            return modified.toInstant().plus(OWNERLESS_PATIENCE).isBefore(clock.instant());
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<String> sweep(Path execution) {
        killSession(execution);
        Path going = execution.resolveSibling(
                Owner.self().nameOf(".old", execution.getFileName().toString()));
        try {
            Files.move(execution, going, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another sweep has it.
            return Optional.empty();
        }
        List<String> left = Removal.remove(going);
        String name = execution.getFileName().toString();
        return Optional.of(left.isEmpty() ? name : name + " (left: " + String.join("; ", left) + ")");
    }

    /** The session's number may be a stranger's by now, so each process must also carry the execution's directory in its environment. */
    private static void killSession(Path execution) {
        try {
            Optional<Owner> owner = Owner.read(execution.resolve("owner"));
            if (owner.filter(Owner::isOfThisBoot).isEmpty() || !Files.exists(execution.resolve("session"))) {
                return;
            }
            String session = Files.readString(execution.resolve("session"), StandardCharsets.US_ASCII);
            String mark = "CRONIUM_WORK_DIR=" + execution.resolve("payload");
            for (ProcessTable.Entry process : ProcessTable.inSession(Integer.parseInt(session))) {
                if (ProcessTable.startedWith(process, mark)) {
                    Signals.send(process, Signals.KILL);
                }
            }
        } catch (LinuxException e) {
            // Not ours to signal: then it runs under another user, and its directory goes all the same.
        } catch (IOException | NumberFormatException e) {
            // The runner died before its script had started.
        }
    }
}
