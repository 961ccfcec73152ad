package cronium.cli.event;

import cronium.cli.remote.Item;
import cronium.payload.archive.Selection;
import cronium.payload.manifest.Excerpt;
import cronium.payload.manifest.JsonValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a folder as an event document has them, by path. */
final class ScriptFiles {
    /** As the server's, in bytes of contents. */
    static final long MAX_BYTES = 12 << 20;

    static final int MAX_FILES = 10_000;

    private static final int OWNER_EXECUTE = 0100;

    private final Selection selection;
    private final Set<String> leftOut;
    private final List<String> faults;
    private final SortedMap<String, Path> found = new TreeMap<>();
    private long bytes;

    private ScriptFiles(Selection selection, Set<String> leftOut, List<String> faults) {
        this.selection = selection;
        this.leftOut = leftOut;
        this.faults = faults;
    }

    /**
     * Looks at a folder, and reads what is selected if it is not too much.
     *
     * @param leftOut paths that are no files of the event
     * @param faults what may not go along is added to it
     * @return documents by path
     */
    static SortedMap<String, JsonValue> of(Path folder, Selection selection, Set<String> leftOut, List<String> faults)
            throws IOException {
        ScriptFiles files = new ScriptFiles(selection, leftOut, faults);
        files.scan(folder, "");
        SortedMap<String, JsonValue> documents = new TreeMap<>();
        if (files.bytes > MAX_BYTES || files.found.size() > MAX_FILES) {
            faults.add(folder + ": expected at most " + MAX_FILES + " files with " + MAX_BYTES + " bytes in all, found "
                    + files.found.size() + " with " + files.bytes + "; .croniumignore leaves files out");
            return documents;
        }
        for (String path : files.found.keySet()) {
            Path file = files.found.get(path);
            if (file != null) {
                documents.put(path, document(path, isExecutable(file), Files.readAllBytes(file)));
            }
        }
        return documents;
    }

    /** A file with its content as text where it is UTF-8 without NUL, else in base64. */
    static JsonValue document(String path, boolean executable, byte[] content) {
        Item file = Item.ofTexts("path", path).with("executable", new JsonValue.Bool(executable));
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            if (text.indexOf('\0') < 0) {
                return file.withText("text", text).json();
            }
        } catch (CharacterCodingException e) {
            // Then it is no text.
        }
        return file.withText("content", Base64.getEncoder().encodeToString(content))
                .json();
    }

    private void scan(Path directory, String prefix) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                add(child, prefix + child.getFileName());
            }
        }
    }

    private void add(Path file, String path) throws IOException {
        boolean directory = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
        if (leftOut.contains(path) || !selection.includes(path, directory)) {
            return;
        }
        if (directory) {
            scan(file, path + "/");
        } else if (Files.isSymbolicLink(file)) {
            refuse(path, "a symbolic link; copy what it points to, or leave it out with .croniumignore");
        } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            refuse(path, "a special file; leave it out with .croniumignore");
        } else if (path.indexOf('\uFFFD') >= 0) {
            refuse(path, "a name that is not UTF-8");
        } else {
            found.put(path, file);
            bytes += Files.size(file);
        }
    }

    private void refuse(String path, String message) {
        faults.add(Excerpt.bare(path, 1_000) + ": expected a regular file or a folder, found " + message);
    }

    private static boolean isExecutable(Path file) throws IOException {
        return ((Integer) Files.getAttribute(file, "unix:mode") & OWNER_EXECUTE) != 0;
    }
}
