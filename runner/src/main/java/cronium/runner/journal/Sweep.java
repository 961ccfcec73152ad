package cronium.runner.journal;

import cronium.runner.linux.ExclusiveLock;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
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
 * what is left of its processes. A claim of a living runner is never touched. Several sweeps at once do no harm.
 */
public final class Sweep {
    /** For what has no owner at all, which no runner leaves: something is being made that this version does not know. */
    private static final Duration OWNERLESS_PATIENCE = Duration.ofMinutes(1);

    private Sweep() {}

    /** Sweeps, and returns one line for each directory that was swept. */
    public static List<String> leftovers(StateDirectory state, Clock clock) throws IOException {
        List<String> swept = new ArrayList<>();
        for (Path going : taken(state, clock)) {
            List<String> left = Claim.removeWithSecrets(going);
            String name = Owner.nameWithout(going.getFileName().toString());
            swept.add(left.isEmpty() ? name : name + " (left: " + String.join("; ", left) + ")");
        }
        for (Path snapshot : list(state.spool())) {
            // A snapshot has a name only for the instant between its making and its unlinking.
            if (isOld(snapshot, clock)) {
                Files.deleteIfExists(snapshot);
            }
        }
        return swept;
    }

    /** Abandoned directories, moved aside for this sweep alone to remove. */
    private static List<Path> taken(StateDirectory state, Clock clock) throws IOException {
        if (list(state.executions()).stream().noneMatch(execution -> isAbandoned(execution, clock))) {
            return List.of();
        }
        List<Path> taken = new ArrayList<>();
        // Between the look at the owner and the move, another sweep could move the directory and its runner claim
        // the id anew; then it would be the new claim that is moved. So one sweep looks and moves at a time.
        try (ExclusiveLock _ = ExclusiveLock.await(state.sweepLock())) {
            for (Path execution : list(state.executions())) {
                if (isAbandoned(execution, clock)) {
                    Leftovers.kill(execution);
                    take(execution).ifPresent(taken::add);
                }
            }
        }
        return taken;
    }

    private static Optional<Path> take(Path execution) {
        Path going = execution.resolveSibling(
                Owner.self().nameOf(".old", execution.getFileName().toString()));
        try {
            return Optional.of(Files.move(execution, going, StandardCopyOption.ATOMIC_MOVE));
        } catch (IOException e) {
            // Its own runner was still about to remove it.
            return Optional.empty();
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            List<Path> found = new ArrayList<>();
            entries.forEach(found::add);
            return found;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** A name that carries an owner comes first: the file in it may be of the claim that was moved there. */
    private static boolean isAbandoned(Path execution, Clock clock) {
        return Owner.inName(execution.getFileName().toString())
                .or(() -> Owner.read(execution.resolve(Claim.OWNER)))
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
}
