package cronium.payload.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadFileTest {
    private static final int LARGE = PayloadFile.MEMORY_BYTES + 70_000;
    private static final long NO_LIMIT = 1L << 40;

    @TempDir
    private Path base;

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                65_535,
                65_536,
                65_537,
                PayloadFile.MEMORY_BYTES - 1,
                PayloadFile.MEMORY_BYTES,
                PayloadFile.MEMORY_BYTES + 1,
                LARGE
            })
    void keepsAllBytesAndTheirDigest(int size) throws Exception {
        byte[] content = content(size, 1);
        Path spool = Files.createDirectory(base.resolve("spool"));
        try (PayloadFile file = PayloadFile.read(Files.write(base.resolve("p.tar.gz"), content), NO_LIMIT, spool)) {
            assertThat(file.size()).isEqualTo(size);
            assertThat(file.name()).isEqualTo(base.resolve("p.tar.gz").toString());
            assertThat(file.sha256()).isEqualTo(HexFormat.of().formatHex(sha256(content)));
            assertThat(file.digest()).isEqualTo(sha256(content));
            assertThat(bytes(file)).isEqualTo(content);
            assertThat(bytes(file)).as("a second time").isEqualTo(content);
            assertThat(spool).isEmptyDirectory();
        }
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void readsBytesThatComeInSmallPieces() throws Exception {
        byte[] content = content(LARGE, 2);
        InputStream slow = new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, 1_001));
            }
        };
        try (PayloadFile file = PayloadFile.read(slow, "-", NO_LIMIT, base)) {
            assertThat(file.digest()).isEqualTo(sha256(content));
            assertThat(bytes(file)).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, LARGE})
    void staysTheSameWhenTheOriginalIsOverwrittenTruncatedOrReplaced(int size) throws Exception {
        byte[] content = content(size, 3);
        Path original = Files.write(base.resolve("p.tar.gz"), content);
        try (PayloadFile file = PayloadFile.read(original, NO_LIMIT, base)) {
            Files.write(original, content(size, 4), StandardOpenOption.WRITE);
            assertThat(bytes(file)).isEqualTo(content);
            try (FileChannel channel = FileChannel.open(original, StandardOpenOption.WRITE)) {
                channel.truncate(10);
            }
            assertThat(bytes(file)).isEqualTo(content);
            Files.delete(original);
            assertThat(bytes(file)).isEqualTo(content);
            assertThat(file.digest()).isEqualTo(sha256(content));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200_000, LARGE})
    void theDigestIsOfTheBytesReadWhenTheOriginalChangesMeanwhile(int size) throws Exception {
        Path original = Files.write(base.resolve("p.tar.gz"), content(size, 5));
        Path other = Files.write(base.resolve("other"), content(size, 6));
        try (InputStream in = Files.newInputStream(original);
                PayloadFile file = PayloadFile.read(
                        afterFirstRead(in, () -> Files.copy(other, original, StandardCopyOption.REPLACE_EXISTING)),
                        "p",
                        NO_LIMIT,
                        base)) {
            assertThat(sha256(bytes(file))).isEqualTo(file.digest());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200_000, LARGE})
    void anOriginalCutWhileItIsReadGivesAShorterPayloadWithItsOwnDigest(int size) throws Exception {
        Path original = Files.write(base.resolve("p.tar.gz"), content(size, 7));
        try (FileChannel channel = FileChannel.open(original, StandardOpenOption.WRITE);
                InputStream in = Files.newInputStream(original);
                PayloadFile file =
                        PayloadFile.read(afterFirstRead(in, () -> channel.truncate(70_000)), "p", NO_LIMIT, base)) {
            assertThat(file.size()).isLessThan(size);
            assertThat(sha256(bytes(file))).isEqualTo(file.digest());
        }
    }

    @Test
    void streamsDoNotDisturbEachOther() throws Exception {
        byte[] content = content(LARGE, 8);
        try (PayloadFile file = PayloadFile.read(new ByteArrayInputStream(content), "p", NO_LIMIT, base);
                InputStream first = file.open();
                InputStream second = file.open()) {
            assertThat(first.read()).isEqualTo(content[0] & 0xff);
            assertThat(second.readNBytes(1_000)).isEqualTo(Arrays.copyOf(content, 1_000));
            assertThat(first.readNBytes(10)).isEqualTo(Arrays.copyOfRange(content, 1, 11));
            assertThat(first.read(new byte[0])).isZero();
        }
    }

    @Test
    void aCopyOfTheDigestIsHandedOut() throws Exception {
        try (PayloadFile file = PayloadFile.read(new ByteArrayInputStream(content(9, 9)), "p", NO_LIMIT, base)) {
            file.digest()[0]++;
            assertThat(file.digest()).isEqualTo(sha256(content(9, 9)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, PayloadFile.MEMORY_BYTES, LARGE})
    void aPayloadOfExactlyTheLimitIsRead(int size) throws Exception {
        try (PayloadFile file = PayloadFile.read(new ByteArrayInputStream(content(size, 1)), "p", size, base)) {
            assertThat(file.size()).isEqualTo(size);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65_536, PayloadFile.MEMORY_BYTES, PayloadFile.MEMORY_BYTES + 1, LARGE})
    void aByteMoreIsRefusedAndLeavesNoFile(int size) throws IOException {
        Refusal.of(
                SignatureFault.PAYLOAD_TOO_LARGE,
                () -> PayloadFile.read(new ByteArrayInputStream(content(size, 1)), "big.tar.gz", size - 1, base),
                "payload big.tar.gz",
                "at most " + (size - 1) + " bytes",
                "found at least " + size);
        assertThat(base).isEmptyDirectory();
        assertThat(openSpools()).isZero();
    }

    @Test
    void anEndlessStreamIsRefusedAtItsLimit() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 7;
            }
        };
        Refusal.of(
                SignatureFault.PAYLOAD_TOO_LARGE,
                () -> PayloadFile.read(endless, "endless", 8L << 20, base),
                "at most 8388608 bytes");
    }

    @Test
    void aMissingPayloadIsRefused() {
        Refusal.of(
                SignatureFault.PAYLOAD_NOT_FOUND,
                () -> PayloadFile.read(base.resolve("none.tar.gz"), NO_LIMIT, base),
                "none.tar.gz",
                "expected a file, found nothing");
    }

    @Test
    void aDirectoryIsRefused() {
        Refusal.of(
                SignatureFault.PAYLOAD_UNREADABLE,
                () -> PayloadFile.read(base, NO_LIMIT, base),
                "expected a file, found a directory");
    }

    @Test
    void aPayloadThatMayNotBeReadIsRefused() throws Exception {
        Path file = SigningFiles.mode(Files.writeString(base.resolve("p.tar.gz"), "x"), "---------");
        assertThat(UnprivilegedRun.of("payload", file))
                .isEqualTo("payload.unreadable payload " + file
                        + ": expected a file that this user may read, found one that it may not");
    }

    @Test
    void streamsEndWithAnExceptionOnceASpooledPayloadIsClosed() throws Exception {
        PayloadFile file = PayloadFile.read(new ByteArrayInputStream(content(LARGE, 1)), "p", NO_LIMIT, base);
        assertThat(openSpools()).isEqualTo(1);
        try (InputStream in = file.open()) {
            file.close();
            assertThatThrownBy(in::read).isInstanceOf(ClosedChannelException.class);
        }
        assertThat(openSpools()).isZero();
    }

    @Test
    void aStreamThatFailsLeavesNoFile() throws IOException {
        IOException broken = new IOException("the disk is gone");
        InputStream in = afterFirstRead(new ByteArrayInputStream(content(LARGE, 1)), () -> {});
        InputStream failing = new InputStream() {
            private int left = LARGE - 10;

            @Override
            public int read() throws IOException {
                throw broken;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (left < length) {
                    throw broken;
                }
                int count = in.read(bytes, offset, length);
                left -= count;
                return count;
            }
        };
        assertThatThrownBy(() -> PayloadFile.read(failing, "p", NO_LIMIT, base)).isSameAs(broken);
        assertThat(base).isEmptyDirectory();
        assertThat(openSpools()).isZero();
    }

    interface Step {
        void run() throws IOException;
    }

    private static InputStream afterFirstRead(InputStream in, Step step) {
        return new InputStream() {
            private boolean done;

            @Override
            public int read() {
                throw new AssertionError("read in pieces");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = in.read(bytes, offset, length);
                if (!done) {
                    done = true;
                    step.run();
                }
                return count;
            }
        };
    }

    /** Descriptors of this process on spool files that have no name any more. */
    private static long openSpools() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(PayloadFileTest::isSpool).count();
        }
    }

    private static boolean isSpool(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().contains("/.payload-");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static byte[] bytes(PayloadFile file) throws IOException {
        try (InputStream in = file.open()) {
            return in.readAllBytes();
        }
    }

    private static byte[] content(int size, int step) {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (i * step + (i >> 8));
        }
        return content;
    }

    private static byte[] sha256(byte[] content) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(content);
    }
}
