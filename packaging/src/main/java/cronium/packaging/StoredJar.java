package cronium.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A jar's content in a jar that is not compressed: it packs better with what is around it, and is quicker to read. */
final class StoredJar {
    private static final LocalDateTime TIME = LocalDateTime.of(2025, 1, 1, 0, 0);

    private StoredJar() {}

    static void copy(Path jar, Path copy) throws IOException {
        try (ZipFile in = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
            List<? extends ZipEntry> entries = in.stream()
                    .filter(entry -> !entry.isDirectory())
                    .filter(entry -> isNeeded(entry.getName()))
                    .toList();
            for (ZipEntry entry : entries) {
                byte[] content = in.getInputStream(entry).readAllBytes();
                CRC32 checksum = new CRC32();
                checksum.update(content);
                ZipEntry stored = new ZipEntry(entry.getName());
                stored.setMethod(ZipEntry.STORED);
                stored.setSize(content.length);
                stored.setCrc(checksum.getValue());
                stored.setTimeLocal(TIME);
                out.putNextEntry(stored);
                out.write(content);
                out.closeEntry();
            }
        }
    }

    /** Licences stay. */
    private static boolean isNeeded(String name) {
        return !name.startsWith("META-INF/maven/")
                && !name.endsWith("module-info.class")
                && !name.startsWith("META-INF/versions/");
    }
}
