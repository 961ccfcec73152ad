package cronium.server.documents;

import cronium.payload.manifest.Excerpt;
import cronium.server.domain.Bytes;
import cronium.server.domain.ScriptFile;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The rules of {@code files}: {@code path}, {@code executable}, and {@code text} or {@code content} in base64. */
final class FilesDocument {
    static final int MAX_FILES = 10_000;
    /** 12 MiB, that with base64 and the rest fit into the 16 MiB of a request. */
    static final int MAX_BYTES = 12 << 20;

    private static final List<String> KEYS = List.of("path", "executable", "text", "content");
    private static final int MAX_PATH = 1_000;
    private static final int MAX_NAME = 255;

    private FilesDocument() {}

    /** Sorted by path. */
    static List<ScriptFile> read(Reading event) {
        TreeMap<String, ScriptFile> files = new TreeMap<>();
        long bytes = 0;
        int index = 0;
        for (JsonNode item : event.items("files", MAX_FILES)) {
            String place = "files[" + index++ + "]";
            Optional<Reading> fields = event.object(place, item);
            if (fields.isPresent()) {
                Optional<ScriptFile> file = file(fields.get());
                if (file.isPresent()) {
                    bytes += file.get().content().size();
                    if (files.putIfAbsent(file.get().path(), file.get()) != null) {
                        event.refuse(
                                place + ".path",
                                "expected each path once, found "
                                        + Excerpt.quoted(file.get().path()) + " again");
                    }
                }
            }
        }
        if (bytes > MAX_BYTES) {
            event.refuse("files", "expected at most " + MAX_BYTES + " bytes in all, found " + bytes);
        }
        refuseFilesInFiles(event, files);
        return List.copyOf(files.values());
    }

    private static Optional<ScriptFile> file(Reading fields) {
        fields.onlyKeys(KEYS);
        Optional<String> path = fields.text("path", MAX_PATH);
        if (path.isEmpty()) {
            if (!fields.has("path")) {
                fields.refuse("path", "expected a path relative to the event's folder, found nothing");
            }
        } else {
            Optional<String> fault = pathFault(path.get());
            if (fault.isPresent()) {
                fields.refuse("path", fault.get());
                path = Optional.empty();
            }
        }
        boolean executable = fields.truth("executable", false);
        Optional<Bytes> content = content(fields);
        return path.isPresent() && content.isPresent()
                ? Optional.of(new ScriptFile(path.get(), executable, content.get()))
                : Optional.empty();
    }

    private static Optional<Bytes> content(Reading fields) {
        if (fields.has("text") == fields.has("content")) {
            fields.refuse(
                    "content",
                    "expected either text or content in base64, found " + (fields.has("text") ? "both" : "neither"));
            return Optional.empty();
        }
        Optional<String> text = fields.text("text", Integer.MAX_VALUE);
        if (text.isPresent()) {
            return Optional.of(Bytes.of(text.get().getBytes(StandardCharsets.UTF_8)));
        }
        Optional<String> base64 = fields.text("content", Integer.MAX_VALUE);
        if (base64.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Bytes.of(Base64.getDecoder().decode(base64.get())));
        } catch (IllegalArgumentException e) {
            fields.refuse("content", "expected base64 (RFC 4648, section 4), found something else");
            return Optional.empty();
        }
    }

    /** Of the names that an archive may have, those that mean one thing only. */
    static Optional<String> pathFault(String path) {
        String expected = "expected a path relative to the event's folder, such as lib/tool.sh, found ";
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return Optional.of(expected + Excerpt.quoted(path));
            }
            if (part.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
                return Optional.of("expected names of at most " + MAX_NAME + " bytes, found " + Excerpt.quoted(part));
            }
        }
        for (int i = 0; i < path.length(); i++) {
            if (Character.isISOControl(path.charAt(i)) || isLoneSurrogate(path, i)) {
                return Optional.of("expected a path without control characters, found " + Excerpt.quoted(path));
            }
        }
        return path.equals("manifest.yaml") || path.equals("manifest.yml")
                ? Optional.of("expected another name: " + path + " is made from the event")
                : Optional.empty();
    }

    private static boolean isLoneSurrogate(String text, int index) {
        char c = text.charAt(index);
        if (!Character.isSurrogate(c)) {
            return false;
        }
        return Character.isHighSurrogate(c)
                ? index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1))
                : index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
    }

    private static void refuseFilesInFiles(Reading event, Map<String, ScriptFile> files) {
        TreeSet<String> parents = new TreeSet<>();
        for (String path : files.keySet()) {
            for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
                if (files.containsKey(path.substring(0, slash))) {
                    parents.add(path.substring(0, slash));
                }
            }
        }
        for (String parent : parents) {
            event.refuse("files", "expected " + Excerpt.quoted(parent) + " to be a file or a folder, found both");
        }
    }
}
