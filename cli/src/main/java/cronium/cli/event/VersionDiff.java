package cronium.cli.event;

import cronium.cli.remote.Item;
import cronium.cli.show.YamlText;
import cronium.payload.manifest.Excerpt;
import cronium.payload.manifest.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What differs between two versions of an event: unified diffs of the document and of the files that are text. Pure. */
public final class VersionDiff {
    private static final int MAX_LINE = 4_000;
    private static final String DOCUMENT = "event.yaml";

    private VersionDiff() {}

    /**
     * Compares two.
     *
     * @param before a version as the server answers it, with its {@code spec}
     * @return fit for a terminal; empty if nothing differs
     */
    public static List<String> of(Item before, Item after) {
        String oldVersion = version(before);
        String newVersion = version(after);
        List<String> lines = new ArrayList<>(
                unified(DOCUMENT, oldVersion, newVersion, document(before.item("spec")), document(after.item("spec"))));
        SortedMap<String, Item> was = files(before);
        SortedMap<String, Item> is = files(after);
        SortedSet<String> paths = new TreeSet<>(was.keySet());
        paths.addAll(is.keySet());
        for (String path : paths) {
            Item old = was.getOrDefault(path, Item.EMPTY);
            Item current = is.getOrDefault(path, Item.EMPTY);
            if (!old.equals(current)) {
                lines.addAll(file(path, oldVersion, newVersion, old, current));
            }
        }
        return lines;
    }

    private static List<String> file(String path, String oldVersion, String newVersion, Item old, Item current) {
        List<String> lines = new ArrayList<>();
        String shown = Excerpt.bare(path, MAX_LINE);
        if (!old.keys().isEmpty()
                && !current.keys().isEmpty()
                && old.isTrue("executable") != current.isTrue("executable")) {
            lines.add(shown + ": " + (current.isTrue("executable") ? "executable now" : "no longer executable"));
        }
        if (old.text("content").isPresent() || current.text("content").isPresent()) {
            if (!old.text("content").equals(current.text("content"))) {
                lines.add(shown + ": " + kind(old) + " -> " + kind(current));
            }
            return lines;
        }
        lines.addAll(unified(shown, oldVersion, newVersion, text(old), text(current)));
        if (lines.isEmpty()) {
            lines.add(shown + ": " + kind(old) + " -> " + kind(current));
        }
        return lines;
    }

    private static String kind(Item file) {
        if (file.keys().isEmpty()) {
            return "no file";
        }
        return file.text("content").isPresent() ? "binary" : "text";
    }

    private static List<String> unified(
            String path, String oldVersion, String newVersion, List<String> before, List<String> after) {
        List<String> difference = LineDiff.of(before, after);
        List<String> lines = new ArrayList<>();
        if (!difference.isEmpty()) {
            lines.add("--- " + oldVersion + "/" + path);
            lines.add("+++ " + newVersion + "/" + path);
            difference.forEach(line -> lines.add(Excerpt.bare(line, MAX_LINE)));
        }
        return lines;
    }

    private static List<String> text(Item file) {
        return file.text("text").map(text -> text.lines().toList()).orElse(List.of());
    }

    private static List<String> document(Item spec) {
        Map<String, JsonValue> rest = new LinkedHashMap<>(spec.json().values());
        rest.remove("files");
        return YamlText.of(new JsonValue.Fields(rest)).lines().toList();
    }

    private static SortedMap<String, Item> files(Item version) {
        SortedMap<String, Item> files = new TreeMap<>();
        version.item("spec")
                .items("files")
                .forEach(file -> files.put(file.text("path").orElse(""), file));
        return files;
    }

    private static String version(Item version) {
        long number = version.number("version").orElse(0);
        return "version-" + number;
    }
}
