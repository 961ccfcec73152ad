package cronium.payload.fuzz;

import cronium.testkit.documents.Document;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The inputs that are kept of a target, in one zip: hundreds of small files that nobody reads one by one. */
final class Corpus {
    /** The most bytes of all zips together. */
    static final long MAX_BYTES = 1 << 20;

    /** So that the same inputs are always the same zip. */
    private static final LocalDateTime TIME = LocalDateTime.of(2025, 1, 1, 0, 0);

    private Corpus() {}

    static Path directory() {
        return Document.root().resolve("payload/src/test/corpus");
    }

    static Path file(FuzzTarget target) {
        return directory().resolve(target.name() + ".zip");
    }

    /** The inputs by their names; none if there is no zip yet. */
    static SortedMap<String, byte[]> read(FuzzTarget target) throws IOException {
        SortedMap<String, byte[]> inputs = new TreeMap<>();
        if (!Files.exists(file(target))) {
            return inputs;
        }
        try (InputStream in = Files.newInputStream(file(target));
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                inputs.put(entry.getName(), zip.readNBytes(target.maxBytes() + 1));
            }
        }
        return inputs;
    }

    static void write(FuzzTarget target, SortedMap<String, byte[]> inputs) throws IOException {
        Files.createDirectories(directory());
        try (OutputStream out = Files.newOutputStream(file(target));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> input : inputs.entrySet()) {
                ZipEntry entry = new ZipEntry(input.getKey());
                entry.setTimeLocal(TIME);
                zip.putNextEntry(entry);
                zip.write(input.getValue());
            }
        }
    }
}
