package cronium.server.payloads;

import cronium.payload.signing.PayloadFile;
import cronium.payload.signing.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What may become of a payload and its signature whose bytes were not on disk when the power went, and more. */
enum Damage {
    PAYLOAD_MISSING,
    PAYLOAD_EMPTY,
    PAYLOAD_TRUNCATED,
    PAYLOAD_ZEROED,
    PAYLOAD_WITH_A_FLIPPED_BYTE,
    PAYLOAD_LONGER,
    SIGNATURE_MISSING,
    SIGNATURE_EMPTY,
    SIGNATURE_TRUNCATED,
    SIGNATURE_ZEROED,
    SIGNATURE_TOO_LONG,
    SIGNATURE_ALTERED,
    SIGNATURE_OF_ANOTHER_KEY,
    BOTH_EMPTY,
    BOTH_MISSING,
    DIRECTORY_MISSING;

    void doTo(Path payload, Path signature) throws Exception {
        switch (this) {
            case PAYLOAD_MISSING -> Files.delete(payload);
            case PAYLOAD_EMPTY -> truncate(payload, 0);
            case PAYLOAD_TRUNCATED -> truncate(payload, Files.size(payload) / 2);
            case PAYLOAD_ZEROED -> zero(payload);
            case PAYLOAD_WITH_A_FLIPPED_BYTE -> flip(payload);
            case PAYLOAD_LONGER -> Files.write(payload, new byte[1], StandardOpenOption.APPEND);
            case SIGNATURE_MISSING -> Files.delete(signature);
            case SIGNATURE_EMPTY -> truncate(signature, 0);
            case SIGNATURE_TRUNCATED -> truncate(signature, Files.size(signature) / 2);
            case SIGNATURE_ZEROED -> zero(signature);
            case SIGNATURE_TOO_LONG -> Files.write(signature, new byte[5000], StandardOpenOption.APPEND);
            case SIGNATURE_ALTERED -> flip(signature);
            case SIGNATURE_OF_ANOTHER_KEY -> signByAnother(payload, signature);
            case BOTH_EMPTY -> {
                truncate(payload, 0);
                truncate(signature, 0);
            }
            case BOTH_MISSING -> {
                Files.delete(payload);
                Files.delete(signature);
            }
            case DIRECTORY_MISSING -> Disk.removeTree(Disk.parent(payload));
        }
    }

    private static void truncate(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private static void zero(Path file) throws IOException {
        Files.write(file, new byte[(int) Files.size(file)]);
    }

    private static void flip(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        int middle = content.length / 2;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) (content[middle] ^ 1)}), middle);
        }
    }

    private static void signByAnother(Path payload, Path signature) throws Exception {
        PayloadFile file = PayloadFile.of("payload", Files.readAllBytes(payload));
        Files.writeString(signature, SigningKey.generate().sign(file), StandardCharsets.US_ASCII);
    }
}
