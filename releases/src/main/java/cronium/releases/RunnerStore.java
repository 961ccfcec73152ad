package cronium.releases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A directory with a folder for each version and {@code latest}, a relative link to one of them. Reading needs no lock: a
 * version's folder comes and goes whole.
 */
public final class RunnerStore {
    private static final String LATEST = "latest";

    private final Path root;

    public RunnerStore(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    /** The versions that are there, the highest first; none if there is no store. */
    public List<Version> versions() throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        List<Version> versions = new ArrayList<>();
        try (Stream<Path> entries = Files.list(root)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (Version.isOne(name) && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    versions.add(new Version(name));
                }
            }
        } catch (NotDirectoryException e) {
            throw new StoreException("store " + root + ": expected a directory, found a file");
        }
        versions.sort(Comparator.reverseOrder());
        return List.copyOf(versions);
    }

    /** The folder of a version, which need not be there. */
    public Path folder(Version version) {
        return root.resolve(version.text());
    }

    /** The folder of a version that must be there. */
    public Path existing(Version version) throws StoreException {
        Path folder = folder(version);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new StoreException("store " + root + ": expected the version " + version + ", found none");
        }
        return folder;
    }

    /**
     * The version that {@code latest} names; empty if it is not there.
     *
     * @throws StoreException if it is no link, or names something else than a version in the store
     */
    public Optional<Version> latest() throws IOException {
        Path pointer = root.resolve(LATEST);
        if (!Files.exists(pointer, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        String target =
                Files.isSymbolicLink(pointer) ? Files.readSymbolicLink(pointer).toString() : "";
        if (!Version.isOne(target) || !Files.isDirectory(folder(new Version(target)), LinkOption.NOFOLLOW_LINKS)) {
            throw new StoreException("store " + root + ": expected " + LATEST
                    + " to be a link to the folder of a version beside it, found "
                    + (target.isEmpty() ? "something else" : "a link to " + target));
        }
        return Optional.of(new Version(target));
    }

    /** Points {@code latest} at the highest version, a pre-release only if there is nothing else. The caller has the lock. */
    void pointAtLatest(StoreLock lock) throws IOException {
        List<Version> versions = versions();
        Optional<Version> highest = versions.stream()
                .filter(version -> !version.isPreRelease())
                .findFirst()
                .or(() -> versions.stream().findFirst());
        if (highest.isEmpty()) {
            return;
        }
        Path coming = lock.fresh();
        Files.createSymbolicLink(coming, Path.of(highest.get().text()));
        Files.move(coming, root.resolve(LATEST), StandardCopyOption.ATOMIC_MOVE);
        Disk.sync(root);
    }

    /**
     * The versions that are not among the highest.
     *
     * @param keep how many stay, at least 1, beside the one that {@code latest} names
     */
    public List<Version> beyond(int keep) throws IOException {
        List<Version> versions = versions();
        Set<Version> kept = new HashSet<>(versions.subList(0, Math.min(keep, versions.size())));
        latest().ifPresent(kept::add);
        return versions.stream().filter(version -> !kept.contains(version)).toList();
    }

    /**
     * Removes the versions that are {@linkplain #beyond beyond} the highest; each is gone at once for whoever reads.
     *
     * @return what was removed
     */
    public List<Version> prune(int keep) throws IOException {
        if (versions().isEmpty()) {
            return List.of();
        }
        try (StoreLock lock = StoreLock.take(root)) {
            List<Version> leaving = beyond(keep);
            for (Version version : leaving) {
                Path unfinished = lock.fresh();
                Files.move(folder(version), unfinished, StandardCopyOption.ATOMIC_MOVE);
                Disk.sync(root);
                Disk.remove(unfinished);
            }
            return leaving;
        }
    }
}
