package cronium.runner.output;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and digests one stream while it passes. Not thread-safe. */
final class StreamTally {
    private final MessageDigest digest;
    private long bytes;
    private long dropped;

    StreamTally() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void add(byte[] source, int length) {
        bytes += length;
        digest.update(source, 0, length);
    }

    void drop(int length) {
        dropped += length;
    }

    long bytes() {
        return bytes;
    }

    long dropped() {
        return dropped;
    }

    /** The account so far; ends the tally. */
    StreamAccount close() {
        return new StreamAccount(bytes, dropped, HexFormat.of().formatHex(digest.digest()));
    }
}
