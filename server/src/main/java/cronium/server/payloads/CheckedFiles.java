package cronium.server.payloads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which payloads this process found right, so that a large one that runs often is not read each time. What a power failure leaves is met by another
 * process, which knows none. Bounded, and thread-safe.
 */
final class CheckedFiles {
    private static final int MOST = 1_000;

    private final Map<String, Look> looks = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Look> eldest) {
            return size() > MOST;
        }
    };

    /** What a payload and its signature look like from outside; whoever changes one of them changes this. */
    record Look(File payload, File signature) {
        /** Empty if one of them is missing. */
        static Optional<Look> at(Path payload, Path signature) throws IOException {
            try {
                return Optional.of(new Look(File.at(payload), File.at(signature)));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }
    }

    /** @param identity device and inode */
    private record File(Object identity, long size, FileTime modified) {
        static File at(Path path) throws IOException {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            return new File(Objects.requireNonNull(found.fileKey()), found.size(), found.lastModifiedTime());
        }
    }

    synchronized boolean contains(String sha256, Look look) {
        return look.equals(looks.get(sha256));
    }

    /** @param look from before the files were read */
    synchronized void add(String sha256, Look look) {
        looks.put(sha256, look);
    }
}
