package cronium.payload.archive;

import cronium.payload.fuzz.Expect;
import cronium.testkit.archives.HostileArchive;
import cronium.testkit.archives.HostileArchives;
import cronium.testkit.archives.OddArchive;
import cronium.testkit.archives.OddArchives;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Fuzz target: a {@code tar.gz} is read and unpacked. {@link TarFuzz} gets deeper, this one is about gzip. */
public final class ArchiveFuzz {
    /** Smaller than the real ones, so that an input cannot be slow for being large. */
    private static final ArchiveLimits LIMITS =
            ArchiveLimits.DEFAULT.withUnpackedBytes(32 << 20).withEntries(1_000);

    private ArchiveFuzz() {}

    /** What the tests have, but for what is large. */
    public static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        OddArchives.all().stream().map(OddArchive::bytes).map(Supplier::get).forEach(seeds::add);
        HostileArchives.all().stream()
                .map(HostileArchive::bytes)
                .map(Supplier::get)
                .forEach(seeds::add);
        seeds.removeIf(seed -> seed.length > 4 << 10);
        return seeds;
    }

    /** One archive. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Path base = Files.createTempDirectory("cronium-fuzz");
        try {
            Path payload = Trees.privateDirectory(base, "payload");
            boolean unpacked = unpack(input, payload);
            Expect.that(listed(input) == unpacked, "to be listed if it can be unpacked");
            if (unpacked) {
                checkLinks(payload, payload.toRealPath());
                TreeRemoval.removeBeneath(payload);
            }
            expectEmpty(payload);
            Files.delete(payload);
            expectEmpty(base);
        } finally {
            TreeRemoval.removeBeneath(base);
            Files.delete(base);
        }
    }

    private static boolean unpack(byte[] input, Path payload) throws IOException {
        try {
            Extractor.extract(new ByteArrayInputStream(input), payload, LIMITS);
            return true;
        } catch (ArchiveException refused) {
            Expect.printableLines(refused.getMessage());
            return false;
        }
    }

    private static boolean listed(byte[] input) throws IOException {
        try {
            ArchiveListing.read(new ByteArrayInputStream(input), LIMITS, Set.of(), 0);
            return true;
        } catch (ArchiveException refused) {
            return false;
        }
    }

    private static void checkLinks(Path directory, Path root) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                if (Files.isSymbolicLink(child)) {
                    Expect.that(!Files.readSymbolicLink(child).isAbsolute(), "a relative link");
                    Expect.that(!Files.exists(child) || child.toRealPath().startsWith(root), "a link to the inside");
                } else if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    CreatedModes.set(child, 0700);
                    checkLinks(child, root);
                }
            }
        }
    }

    private static void expectEmpty(Path directory) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            Expect.that(!children.iterator().hasNext(), "nothing left over");
        }
    }
}
