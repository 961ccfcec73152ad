package cronium.payload.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Folders as values, to be compared. */
final class Trees {
    private Trees() {}

    /** Path to {@code directory}, {@code file:CONTENT} or {@code link:TARGET}. */
    static SortedMap<String, String> contents(Path root) throws IOException {
        SortedMap<String, String> tree = new TreeMap<>();
        collect(root, "", tree, false);
        return tree;
    }

    /** The same with the mode before it, for example {@code 755 directory}. */
    static SortedMap<String, String> contentsAndModes(Path root) throws IOException {
        SortedMap<String, String> tree = new TreeMap<>();
        collect(root, "", tree, true);
        return tree;
    }

    /** A new directory as the extractor wants it. */
    static Path privateDirectory(Path parent, String name) throws IOException {
        Path directory = Files.createDirectory(parent.resolve(name));
        CreatedModes.set(directory, 0700);
        return directory;
    }

    /** Makes a file and what is above it; bytes of the content are its characters. */
    static Path file(Path root, String name, String content) throws IOException {
        Path file = ExactPath.resolve(root, name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void collect(Path directory, String prefix, SortedMap<String, String> tree, boolean modes)
            throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                String path = prefix + new String(ExactPath.bytes(child.getFileName()), StandardCharsets.UTF_8);
                int mode = (Integer) Files.getAttribute(child, "unix:mode", LinkOption.NOFOLLOW_LINKS);
                String shownMode = modes ? Integer.toOctalString(mode & 07777) + " " : "";
                if (Files.isSymbolicLink(child)) {
                    byte[] target = ExactPath.bytes(Files.readSymbolicLink(child));
                    tree.put(path, shownMode + "link:" + new String(target, StandardCharsets.UTF_8));
                } else if (Files.isDirectory(child)) {
                    tree.put(path, shownMode + "directory");
                    collect(child, path + "/", tree, modes);
                } else {
                    // Only root could read it.
                    boolean readable = (mode & 0400) != 0;
                    String content =
                            readable ? new String(Files.readAllBytes(child), StandardCharsets.ISO_8859_1) : "?";
                    tree.put(path, shownMode + "file:" + content);
                }
            }
        }
    }
}
