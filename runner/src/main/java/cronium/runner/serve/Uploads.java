package cronium.runner.serve;

import cronium.payload.Failures;
import cronium.protocol.ClientMessage;
import cronium.protocol.Refusal;
import cronium.protocol.RunnerMessage;
import cronium.protocol.Sha256;
import cronium.runner.journal.PayloadStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The uploads of one connection. Not thread-safe. */
final class Uploads implements AutoCloseable {
    private final PayloadStore store;
    private final long mostBytes;
    private final Map<Sha256, Upload> open = new HashMap<>();

    Uploads(PayloadStore store, long mostBytes) {
        this.store = store;
        this.mostBytes = mostBytes;
    }

    private static final class Upload {
        private final FileChannel file;
        private final FileLock lock;
        private final long size;
        private Optional<RefusedException> failure = Optional.empty();

        Upload(FileChannel file, FileLock lock, long size) {
            this.file = file;
            this.lock = lock;
            this.size = size;
        }

        void close() {
            try (file) {
                lock.release();
            } catch (IOException e) {
                // What it has is there or not; the next upload looks.
            }
        }
    }

    RunnerMessage.PayloadState state(long request, Sha256 payload) throws RefusedException {
        try {
            return store.has(payload.hex())
                    ? new RunnerMessage.PayloadState(request, payload, true, Files.size(store.file(payload.hex())))
                    : new RunnerMessage.PayloadState(request, payload, false, store.partBytes(payload.hex()));
        } catch (IOException e) {
            throw fault(e);
        }
    }

    RunnerMessage.PayloadState begin(ClientMessage.UploadBegin begin) throws RefusedException {
        if (begin.size() > mostBytes) {
            throw new RefusedException(
                    Refusal.TOO_LARGE,
                    "expected a payload of at most " + mostBytes + " bytes, found one of " + begin.size());
        }
        if (store.has(begin.payload().hex())) {
            return state(begin.request(), begin.payload());
        }
        try {
            Upload upload = open.get(begin.payload());
            if (upload == null) {
                upload = open(begin);
                open.put(begin.payload(), upload);
            }
            return new RunnerMessage.PayloadState(begin.request(), begin.payload(), false, upload.file.position());
        } catch (IOException e) {
            throw fault(e);
        }
    }

    private Upload open(ClientMessage.UploadBegin begin) throws IOException, RefusedException {
        FileChannel file = store.append(begin.payload().hex(), begin.size());
        FileLock lock = null;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            file.close();
            throw new RefusedException(Refusal.BUSY, "expected no other upload of this payload, found one under way");
        }
        return new Upload(file, lock, begin.size());
    }

    void chunk(ClientMessage.UploadChunk chunk) {
        Upload upload = open.get(chunk.payload());
        if (upload == null || upload.failure.isPresent()) {
            return;
        }
        try {
            long at = upload.file.position();
            if (chunk.offset() != at) {
                throw new RefusedException(
                        Refusal.UPLOAD_OUT_OF_ORDER,
                        "expected a chunk at offset " + at + ", found one at " + chunk.offset());
            }
            if (chunk.bytes().length() > upload.size - at) {
                throw new RefusedException(Refusal.TOO_LARGE, "expected at most " + upload.size + " bytes, found more");
            }
            ByteBuffer bytes = ByteBuffer.wrap(chunk.bytes().array());
            while (bytes.hasRemaining()) {
                upload.file.write(bytes);
            }
        } catch (IOException e) {
            upload.failure = Optional.of(fault(e));
        } catch (RefusedException e) {
            upload.failure = Optional.of(e);
        }
    }

    RunnerMessage.PayloadState end(ClientMessage.UploadEnd end) throws RefusedException {
        Upload upload = open.remove(end.payload());
        if (upload == null) {
            if (store.has(end.payload().hex())) {
                return state(end.request(), end.payload());
            }
            throw new RefusedException(
                    Refusal.UPLOAD_OUT_OF_ORDER, "expected the beginning of the upload first, found its end");
        }
        try {
            if (upload.failure.isPresent()) {
                throw upload.failure.get();
            }
            if (upload.file.position() != upload.size) {
                throw new RefusedException(
                        Refusal.UPLOAD_OUT_OF_ORDER,
                        "expected " + upload.size + " bytes, found " + upload.file.position());
            }
            store.complete(end.payload().hex());
            return state(end.request(), end.payload());
        } catch (PayloadStore.MismatchException e) {
            throw new RefusedException(Refusal.PAYLOAD_MISMATCH, Failures.message(e));
        } catch (IOException e) {
            throw fault(e);
        } finally {
            upload.close();
        }
    }

    private static RefusedException fault(IOException e) {
        return new RefusedException(Refusal.HOST_FAULT, Failures.sentence(e));
    }

    /** What has come stays, for the next connection to go on with. */
    @Override
    public void close() {
        open.values().forEach(Upload::close);
        open.clear();
    }
}
