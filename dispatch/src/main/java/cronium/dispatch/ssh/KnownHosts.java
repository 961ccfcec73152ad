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

    private final List<Path> files;
    private final Optional<Path> record;

    /** File locks are held by the process: its threads need one of their own. */
    private final ReentrantLock recording = new ReentrantLock();

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

    /** Appends a line and waits until it is on disk. What others append at the same time stays whole: all hold the file's lock. */
    void record(String line) throws IOException {
        Path file = record.orElseThrow();
        recording.lock();
        try (FileChannel out = FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                FileLock lock = out.lock()) {
            long end = out.size();
            boolean begun = end > 0 && !endsWithNewline(out, end);
            ByteBuffer bytes = ByteBuffer.wrap(((begun ? "\n" : "") + line + "\n").getBytes(StandardCharsets.UTF_8));
            while (lock.isValid() && bytes.hasRemaining()) {
                end += out.write(bytes, end);
            }
            out.force(true);
        } finally {
            recording.unlock();
        }
    }

    private static boolean endsWithNewline(FileChannel file, long size) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return file.read(last, size - 1) == 1 && last.get(0) == '\n';
    }
}
