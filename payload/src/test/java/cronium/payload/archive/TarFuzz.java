package cronium.payload.archive;

import cronium.testkit.archives.GzipBytes;
import cronium.testkit.archives.TarHeaderBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Fuzz target: a tar whose checksums are made right before it is read, since no fuzzer guesses them, and that needs no two blocks of
 * zeros at its end.
 */
public final class TarFuzz {
    private static final int BLOCK = 512;
    private static final int MAGIC = 257;

    private TarFuzz() {}

    /** The same archives, unpacked. */
    public static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (byte[] packed : ArchiveFuzz.seeds()) {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                seeds.add(in.readNBytes(16 << 10));
            } catch (IOException e) {
                // One of those whose defect is in the gzip around it.
            }
        }
        return seeds;
    }

    /** One tar. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        int blocks = Math.ceilDiv(input.length, BLOCK);
        byte[] tar = Arrays.copyOf(input, (blocks + 2) * BLOCK);
        for (int block = 0; block < blocks * BLOCK; block += BLOCK) {
            if (tar[block + MAGIC] == 'u') {
                TarHeaderBytes.repairChecksum(tar, block);
            }
        }
        ArchiveFuzz.fuzzerTestOneInput(GzipBytes.member(tar));
    }
}
