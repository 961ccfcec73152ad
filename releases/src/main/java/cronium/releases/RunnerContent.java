package cronium.releases;

import cronium.payload.archive.ArchiveEntry;
import cronium.payload.archive.ArchiveException;
import cronium.payload.archive.ArchiveLimits;
import cronium.payload.archive.ArchiveReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the archive in a runner's file says of itself.
 *
 * @param jars the SHA-256 of each jar by its path in the archive, such as {@code lib/cronium-runner-1.0.0.jar}
 * @param modules of its Java runtime
 * @param javaVersion of its Java runtime
 */
public record RunnerContent(SortedMap<String, String> jars, List<String> modules, String javaVersion) {
    private static final byte[] MARK = "\n#---\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_TEXT_BYTES = 64 << 10;
    private static final int MAX_RELEASE_BYTES = 64 << 10;
    private static final String RELEASE = "runtime/release";
    /** A runner is some 16 MB, and 47 unpacked: far less than a payload may be. */
    private static final ArchiveLimits LIMITS =
            ArchiveLimits.DEFAULT.withPackedBytes(256 << 20).withUnpackedBytes(1 << 30);

    public RunnerContent {
        jars = Collections.unmodifiableSortedMap(new TreeMap<>(jars));
        modules = modules.stream().sorted().toList();
    }

    /**
     * Reads a runner's file.
     *
     * @param file read to its end, not closed
     * @throws StoreException if it is no such file, or its archive has no {@code runtime/release}
     */
    public static RunnerContent read(InputStream file) throws IOException {
        InputStream in = new BufferedInputStream(file, 1 << 16);
        skipText(in);
        SortedMap<String, String> jars = new TreeMap<>();
        Optional<byte[]> release = Optional.empty();
        try (ArchiveReader archive = new ArchiveReader(in, LIMITS)) {
            for (Optional<ArchiveEntry> next = archive.next(); next.isPresent(); next = archive.next()) {
                String path = next.get().path();
                if (!(next.get() instanceof ArchiveEntry.RegularFile)) {
                    continue;
                }
                if (path.endsWith(".jar")) {
                    MessageDigest sha256 = Sha256.start();
                    archive.copyContent(sha256::update);
                    jars.put(path, HexFormat.of().formatHex(sha256.digest()));
                } else if (path.equals(RELEASE)) {
                    release = Optional.of(archive.content(MAX_RELEASE_BYTES));
                }
            }
        } catch (ArchiveException e) {
            throw new StoreException("expected an archive that can be unpacked, found " + e.getMessage());
        }
        return of(
                jars,
                release.orElseThrow(() -> new StoreException(RELEASE + ": expected it in the archive, found none")));
    }

    private static RunnerContent of(SortedMap<String, String> jars, byte[] release) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(new String(release, StandardCharsets.UTF_8)));
        List<String> modules = List.of(unquoted(properties, "MODULES").split(" ", -1));
        return new RunnerContent(jars, new ArrayList<>(modules), unquoted(properties, "JAVA_VERSION"));
    }

    private static String unquoted(Properties properties, String name) throws StoreException {
        String value = properties.getProperty(name, "");
        if (value.length() < 3 || !value.startsWith("\"") || !value.endsWith("\"")) {
            throw new StoreException(
                    RELEASE + ": expected " + name + "=\"...\", found " + (value.isEmpty() ? "none" : value));
        }
        return value.substring(1, value.length() - 1);
    }

    /** The mark has no byte twice at its beginning, so a mismatch begins anew with the byte at hand. */
    private static void skipText(InputStream in) throws IOException {
        int matched = 0;
        for (int read = 0; read < MAX_TEXT_BYTES && matched < MARK.length; read++) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            matched = next == MARK[matched] ? matched + 1 : next == MARK[0] ? 1 : 0;
        }
        if (matched < MARK.length) {
            throw new StoreException(
                    "expected a text that ends with a line #--- and an archive after it, found none in the" + " first "
                            + MAX_TEXT_BYTES + " bytes");
        }
    }
}
