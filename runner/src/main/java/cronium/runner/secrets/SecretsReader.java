package cronium.runner.secrets;

import cronium.runner.linux.Descriptor;
import cronium.runner.linux.Errno;
import cronium.runner.linux.LinuxException;
import cronium.runner.linux.NativeBuffer;
import cronium.runner.linux.OpenFile;
import cronium.runner.linux.Poll;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads secrets from where nobody but their owner can read them: a private file, a pipe, an inherited descriptor. */
public final class SecretsReader {
    /** The most bytes of all secrets with their names. */
    public static final int MOST_BYTES = 1 << 20;

    private static final int READ_SIZE = 64 * 1024;
    private static final int LOOK_MILLIS = 100;

    private final SecretsSource source;
    private final Waiting waiting;

    private SecretsReader(SecretsSource source, Waiting waiting) {
        this.source = source;
        this.waiting = waiting;
    }

    /** Asked now and then while nothing comes. */
    @FunctionalInterface
    public interface Waiting {
        /** Throws to give up. */
        void goOn() throws IOException;
    }

    /**
     * Reads all of them, until the end of the file or until nobody writes to the pipe any more.
     *
     * @throws SecretsException when they cannot be taken
     */
    public static List<Secret> read(SecretsSource source, Waiting waiting) throws IOException {
        return new SecretsReader(source, waiting).read();
    }

    /**
     * Secrets that came with a submission.
     *
     * @param bytes as a file would have them; wiped
     * @throws SecretsException when they cannot be taken
     */
    public static List<Secret> parse(byte[] bytes) throws SecretsException {
        try {
            return SecretsParser.parse(bytes, bytes.length, SecretsSource.of("submission"));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private List<Secret> read() throws IOException {
        byte[] bytes = new byte[MOST_BYTES + 1];
        try (Descriptor descriptor = open()) {
            check(descriptor);
            return SecretsParser.parse(bytes, fill(bytes, descriptor), source);
        } catch (LinuxException e) {
            throw fault("expected a file or a pipe that can be read, found " + Errno.symbol(e.errno()));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private Descriptor open() throws LinuxException {
        return switch (source) {
            case SecretsSource.Inherited(int number) -> Descriptor.inherited(number);
            case SecretsSource.Named(var path) -> Descriptor.openForReading(path.toString());
        };
    }

    private void check(Descriptor descriptor) throws IOException {
        Optional<OpenFile> found = OpenFile.of(descriptor);
        if (found.isEmpty()) {
            throw fault("expected a descriptor that is open, found none of that number");
        }
        OpenFile file = found.get();
        if (!file.isRegular() && !file.isPipe()) {
            throw fault("expected a file or a pipe, found " + file.kind());
        }
        if (file.isExposed()) {
            throw fault("expected mode 600, so that nobody else can read it, found " + file.permissions());
        }
    }

    private int fill(byte[] bytes, Descriptor descriptor) throws IOException, LinuxException {
        Poll poll = new Poll(descriptor);
        NativeBuffer buffer = new NativeBuffer(READ_SIZE);
        byte[] piece = new byte[READ_SIZE];
        try {
            int length = 0;
            int count;
            do {
                while (!poll.await(LOOK_MILLIS)) {
                    waiting.goOn();
                }
                count = descriptor.read(buffer);
                if (length + count > MOST_BYTES) {
                    throw fault("expected at most " + MOST_BYTES + " bytes, found more");
                }
                buffer.copyTo(piece, count);
                System.arraycopy(piece, 0, bytes, length, count);
                length += count;
            } while (count > 0);
            return length;
        } finally {
            Arrays.fill(piece, (byte) 0);
            buffer.copyFrom(piece, 0, READ_SIZE);
        }
    }

    private SecretsException fault(String what) {
        return new SecretsException("secrets from " + source + ": " + what);
    }
}
