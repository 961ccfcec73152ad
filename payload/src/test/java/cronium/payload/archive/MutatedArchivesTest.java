package cronium.payload.archive;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.testkit.Seed;
import cronium.testkit.archives.GzipBytes;
import cronium.testkit.archives.TarBytes;
import cronium.testkit.archives.TarHeaderBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to an archive, it unpacks safely or is refused. More rounds with {@code -Dcronium.mutations=N}. */
class MutatedArchivesTest {
    private static final int ROUNDS = Integer.getInteger("cronium.mutations", 2000);

    private static final TarBytes ORIGINAL = new TarBytes()
            .directory("./")
            .file("./a", "content of a")
            .symbolicLink("./d/up", "..")
            .hardLink("./d/hard", "a")
            .pax(TarBytes.record("path", "d/pax-name"), TarBytes.record("linkpath", "up/a"))
            .symbolicLink("cut", "cut")
            .gnuLong('L', "d/gnu-name")
            .file("cut", "more content")
            .entry(TarHeaderBytes.ustar('0', "end").prefix("d/e"));

    /** Bytes that mean something in a tar: more of them find more ways. */
    private static final byte[] TELLING = {
        0, '/', '.', '0', '1', '2', '5', '7', 'x', 'g', 'L', 'K', ' ', '\n', '=', -1, -128
    };

    @TempDir
    private Path base;

    @Test
    void aMutatedArchiveUnpacksSafelyOrIsRefused() throws IOException {
        RandomGenerator random = Seed.announced("MutatedArchivesTest").random();
        Path payload = Trees.privateDirectory(base, "payload");
        Trees.file(base, "outside/file", "sentinel");
        Map<String, String> before = Trees.contentsAndModes(base);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] packed = mutated(random);
            boolean unpacked = unpack(packed, payload, round);
            refused += unpacked ? 0 : 1;
            assertThat(listed(packed))
                    .as("listed like unpacked, round " + round)
                    .isEqualTo(unpacked);
            if (unpacked) {
                checkLinks(payload, payload.toRealPath());
                TreeRemoval.removeBeneath(payload);
            }
            assertThat(payload).as("round " + round).isEmptyDirectory();
        }
        assertThat(Trees.contentsAndModes(base)).isEqualTo(before);
        System.out.println("MutatedArchivesTest: " + refused + " of " + ROUNDS + " refused");
        assertThat(refused).as("refused of " + ROUNDS).isBetween(1, ROUNDS - 1);
    }

    /** Whether it was unpacked; any exception but the documented one fails the test. */
    private static boolean unpack(byte[] packed, Path payload, int round) {
        try {
            Extractor.extract(new ByteArrayInputStream(packed), payload, ArchiveLimits.DEFAULT);
            return true;
        } catch (ArchiveException e) {
            return false;
        } catch (IOException | RuntimeException e) {
            throw new AssertionError("round " + round, e);
        }
    }

    private static boolean listed(byte[] packed) throws IOException {
        try {
            ArchiveListing.read(new ByteArrayInputStream(packed), ArchiveLimits.DEFAULT, Set.of(), 0);
            return true;
        } catch (ArchiveException e) {
            return false;
        }
    }

    /** No link, asked of the kernel itself, leads out. */
    private static void checkLinks(Path directory, Path root) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                if (Files.isSymbolicLink(child)) {
                    assertThat(Files.readSymbolicLink(child).isAbsolute()).isFalse();
                    if (Files.exists(child)) {
                        assertThat(child.toRealPath()).startsWith(root);
                    }
                } else if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    CreatedModes.set(child, 0700);
                    checkLinks(child, root);
                }
            }
        }
    }

    private static byte[] mutated(RandomGenerator random) {
        if (random.nextInt(5) == 0) {
            return damaged(ORIGINAL.gzip(), random, List.of());
        }
        byte[] tar = damaged(ORIGINAL.ended(), random, ORIGINAL.headers());
        if (random.nextBoolean()) {
            for (int header : ORIGINAL.headers()) {
                if (header + 512 <= tar.length) {
                    TarHeaderBytes.repairChecksum(tar, header);
                }
            }
        }
        return GzipBytes.member(tar);
    }

    private static byte[] damaged(byte[] whole, RandomGenerator random, List<Integer> headers) {
        byte[] bytes = random.nextInt(20) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole;
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            if (!headers.isEmpty() && random.nextInt(3) > 0) {
                // Most of a header is padding: look for the fields that count.
                int field = List.of(0, 2, 100, 124, 135, 156, 157, 257, 345).get(random.nextInt(9));
                at = Math.min(
                        bytes.length - 1, headers.get(random.nextInt(headers.size())) + field + random.nextInt(3));
            }
            bytes[at] = switch (random.nextInt(3)) {
                case 0 -> (byte) random.nextInt(256);
                case 1 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
                default -> TELLING[random.nextInt(TELLING.length)];
            };
        }
        return bytes;
    }
}
