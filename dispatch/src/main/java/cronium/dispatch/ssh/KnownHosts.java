package cronium.dispatch.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which host keys are known: files in OpenSSH's format, read anew for every connection. A file that is not there is empty. Thread-safe.
 */
public final class KnownHosts {
    private static final int MOST_BYTES = 64 << 20;

    /** File locks are the process's: its threads, whichever of these they use, need one of their own. */
    private static final ReentrantLock RECORDING = new ReentrantLock();

    private final List<Path> files;
    private final Optional<Path> record;

    private KnownHosts(List<Path> files, Optional<Path> record) {
        this.files = List.copyOf(files);
        this.record = record;
    }

    /** What is not in these files is refused. */
    public static KnownHosts strict(List<Path> files) {
        return new KnownHosts(files, Optional.empty());
    }

    /** The key of a host of which none is known is taken, and written to {@code record}, which is read like the others. */
    public static KnownHosts trustingOnFirstUse(List<Path> files, Path record) {
        return new KnownHosts(files, Optional.of(record));
    }

    boolean trustsOnFirstUse() {
        return record.isPresent();
    }

    /** For messages. */
    String names() {
        return String.join(", ", files.stream().map(Path::toString).toList())
                + record.map(file -> (files.isEmpty() ? "" : ", ") + file).orElse("");
    }

    byte[] read() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Path file : files) {
            readInto(all, file);
        }
        if (record.isPresent()) {
            readInto(all, record.get());
        }
        return all.toByteArray();
    }

    private static void readInto(ByteArrayOutputStream all, Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        long size = Files.size(file);
        if (size + all.size() > MOST_BYTES) {
            throw new IOException("expected at most " + MOST_BYTES + " bytes of known hosts, found more in " + file);
        }
        all.writeBytes(Files.readAllBytes(file));
        all.write('\n');
    }

    /**
     * Records a host's key and waits until it is on disk, unless it was recorded meanwhile. Processes and threads do so one after the other.
     *
     * <p>The lock is on a file of its own, NAME.lock: to close the other one, as every reader does, would release it (fcntl(2), record locks).
     *
     * @return false if another key was recorded for that host meanwhile; nothing is written then
     */
    boolean recordUnlessAnother(String host, String type, String key) throws IOException {
        Path file = record.orElseThrow();
        RECORDING.lock();
        try (FileChannel lockFile = open(file.resolveSibling(file.getFileName() + ".lock"));
                FileLock lock = lockFile.lock();
                FileChannel out = open(file)) {
            List<String> recorded = Files.readString(file, StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> line.startsWith(host + " "))
                    .toList();
            String line = host + " " + type + " " + key;
            if (recorded.isEmpty()) {
                long end = out.size();
                boolean begun = end > 0 && !endsWithNewline(out, end);
                ByteBuffer bytes =
                        ByteBuffer.wrap(((begun ? "\n" : "") + line + "\n").getBytes(StandardCharsets.UTF_8));
                while (lock.isValid() && bytes.hasRemaining()) {
                    end += out.write(bytes, end);
                }
                out.force(true);
            }
            return recorded.stream().allMatch(line::equals);
        } finally {
            RECORDING.unlock();
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static boolean endsWithNewline(FileChannel file, long size) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return file.read(last, size - 1) == 1 && last.get(0) == '\n';
    }
}
