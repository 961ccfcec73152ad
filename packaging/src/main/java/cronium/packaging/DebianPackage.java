package cronium.packaging;

import cronium.payload.PayloadException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A {@code .deb} as deb(5) has it: an ar archive of a version number and two {@code tar.gz}. It has no scripts of its own. */
final class DebianPackage {
    private final Path image;
    private final String version;
    private final String architecture;

    /**
     * A package of an image.
     *
     * @param architecture in Debian's words
     */
    DebianPackage(Path image, String version, String architecture) {
        this.image = image;
        this.version = version;
        this.architecture = architecture;
    }

    /**
     * Writes it.
     *
     * @param work an empty directory for what is made on the way
     */
    void write(Path file, Path work) throws IOException, PayloadException {
        Path root = Files.createDirectory(work.resolve("root"));
        arrange(root);
        Path control = Files.createDirectory(work.resolve("control"));
        Files.writeString(
                control.resolve("control"),
                Texts.of("control.txt")
                        .replace("@VERSION@", version)
                        .replace("@ARCHITECTURE@", architecture)
                        .replace("@KIB@", Long.toString(Trees.bytes(root) / 1024)));
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        archive.writeBytes(ascii("!<arch>\n"));
        member(archive, "debian-binary", ascii("2.0\n"));
        member(archive, "control.tar.gz", SmallArchive.of(control));
        member(archive, "data.tar.gz", SmallArchive.of(root));
        Files.write(file, archive.toByteArray());
    }

    /** Programs below {@code /usr/lib/cronium}, links to them in {@code /usr/bin}, all else where Debian expects it. */
    private void arrange(Path root) throws IOException {
        Path usr = Files.createDirectories(root.resolve("usr"));
        Path home = Files.createDirectories(usr.resolve("lib/cronium"));
        for (String part : List.of("bin", "lib", "runtime")) {
            Trees.copy(image.resolve(part), home.resolve(part));
        }
        Files.createDirectory(usr.resolve("bin"));
        for (String program : List.of("cronium", "cronium-runner", "cronium-server")) {
            Files.createSymbolicLink(usr.resolve("bin").resolve(program), Path.of("../lib/cronium/bin", program));
        }
        Path share = usr.resolve("share");
        Trees.copy(image.resolve("share"), share);
        compress(share.resolve("man/man1"));
        Files.createDirectory(usr.resolve("lib/systemd"));
        Files.move(share.resolve("systemd"), usr.resolve("lib/systemd/system"));
        Files.createDirectories(root.resolve("etc/cronium/trust"));
        Files.createDirectory(root.resolve("etc/cronium/payloads"));
    }

    private static void compress(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    Files.write(Path.of(file + ".gz"), SmallArchive.gzip(in));
                }
                Files.delete(file);
            }
        }
    }

    /** Name, time, owner, group, mode and size in fields of fixed width (ar(5)); a content begins at an even place. */
    private static void member(ByteArrayOutputStream archive, String name, byte[] content) {
        archive.writeBytes(ascii(
                String.format(Locale.ROOT, "%-16s%-12d%-6d%-6d%-8s%-10d`\n", name, 0, 0, 0, "100644", content.length)));
        archive.writeBytes(content);
        if (content.length % 2 != 0) {
            archive.write('\n');
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
