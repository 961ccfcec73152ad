package cronium.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The jar of SQLite's driver, which brings its native library for two dozen platforms and unpacks one of them at each start to a
 * directory for temporary files, where it may not be executed. In an image this platform's lies beside the jar, and no other.
 */
final class SqliteJar {
    private static final String NATIVE = "org/sqlite/native/";
    private static final String LIBRARY = "libsqlitejdbc.so";

    private SqliteJar() {}

    static boolean is(Path jar) {
        return jar.getFileName().toString().startsWith("sqlite-jdbc-");
    }

    static void copy(Path jar, Path copy) throws IOException {
        String library = NATIVE + "Linux/" + folder(System.getProperty("os.arch")) + "/" + LIBRARY;
        try (ZipFile in = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (ZipEntry entry : in.stream()
                    .filter(found -> !found.getName().startsWith(NATIVE))
                    .toList()) {
                ZipEntry same = new ZipEntry(entry.getName());
                same.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(same);
                try (InputStream content = in.getInputStream(entry)) {
                    content.transferTo(out);
                }
                out.closeEntry();
            }
            ZipEntry found = in.getEntry(library);
            Path target = copy.resolveSibling(LIBRARY);
            if (found == null) {
                // The jar of an image, which was stripped before.
                Files.copy(jar.resolveSibling(LIBRARY), target);
                return;
            }
            try (InputStream content = in.getInputStream(found)) {
                Files.copy(content, target);
            }
        }
    }

    private static String folder(String architecture) {
        return architecture.equals("amd64") ? "x86_64" : architecture;
    }
}
