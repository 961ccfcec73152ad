package cronium.payload.manifest;

import cronium.payload.manifest.YamlNode.Entry;
import cronium.payload.manifest.YamlNode.Mapping;
import cronium.payload.manifest.YamlNode.Scalar;
import cronium.payload.manifest.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A YAML document of keys and values whose rules are somebody else's: its values as they are, and where they stand, so that a fault
 * that is found elsewhere can be told with its line. Read within a manifest's bounds. Immutable.
 */
public final class YamlDocument {
    private final String fileName;
    private final Mapping root;

    private YamlDocument(String fileName, Mapping root) {
        this.fileName = fileName;
        this.root = root;
    }

    /**
     * Reads a document.
     *
     * @param content UTF-8, at most {@link ManifestParser#MAX_BYTES}
     * @param fileName for messages
     * @throws ManifestException if it is not YAML, or no mapping
     */
    public static YamlDocument read(byte[] content, String fileName) throws ManifestException {
        Problems problems = new Problems(fileName);
        YamlNode node = YamlTree.read(ManifestParser.text(content, problems), problems)
                .orElseGet(() -> new Mapping(Position.START, List.of()));
        if (!(node instanceof Mapping)) {
            problems.add(node.at(), KeyPath.ROOT, "expected keys and values, found " + node.kind());
        }
        problems.throwIfAny();
        return new YamlDocument(fileName, (Mapping) node);
    }

    /** The keys, in the order written. */
    public List<String> keys() {
        return root.entries().stream().map(entry -> entry.key().text()).toList();
    }

    /** The value of that key; empty if it is missing. */
    public Optional<JsonValue> value(String key) {
        return child(root, key).map(YamlNode::json);
    }

    /** The same with every scalar as the text that was written: {@code 1.10} and {@code True} are text. What is empty is null. */
    public Optional<JsonValue> texts(String key) {
        return child(root, key).map(YamlDocument::texts);
    }

    /** A line for each key that is not known, with the nearest one that is. */
    public List<String> unknown(List<String> known) {
        List<String> lines = new ArrayList<>();
        for (Entry entry : root.entries()) {
            String key = entry.key().text();
            if (!known.contains(key)) {
                lines.add(line(
                        entry.key().at(), "", "unknown key " + Excerpt.quoted(key) + NearestName.hint(key, known)));
            }
        }
        return lines;
    }

    /**
     * A fault as a line: {@code FILE:LINE:COLUMN: PATH: MESSAGE}.
     *
     * @param path such as {@code limits.timeout} or {@code tags[2]}; where there is no such value, the nearest one around it has the place
     * @param message fit for a terminal
     */
    public String located(String path, String message) {
        YamlNode node = root;
        for (String part : path.split("[.\\[]", -1)) {
            Optional<YamlNode> next = part.endsWith("]") ? item(node, part) : child(node, part);
            if (next.isEmpty()) {
                break;
            }
            node = next.get();
        }
        return line(node.at(), path, message);
    }

    private String line(Position at, String path, String message) {
        return new Problem(at.line(), at.column(), Excerpt.bare(path), message).in(fileName);
    }

    private static Optional<YamlNode> child(YamlNode node, String key) {
        return node instanceof Mapping mapping
                ? mapping.entries().stream()
                        .filter(entry -> entry.key().text().equals(key))
                        .map(Entry::value)
                        .findFirst()
                : Optional.empty();
    }

    /** @param part an index and a bracket */
    private static Optional<YamlNode> item(YamlNode node, String part) {
        String digits = part.substring(0, part.length() - 1);
        if (!(node instanceof Sequence sequence) || !digits.matches("[0-9]{1,6}")) {
            return Optional.empty();
        }
        return sequence.items().stream().skip(Integer.parseInt(digits)).findFirst();
    }

    private static JsonValue texts(YamlNode node) {
        return switch (node) {
            case Scalar scalar -> scalar.isNull() ? new JsonValue.Null() : new JsonValue.Text(scalar.text());
            case Sequence sequence ->
                new JsonValue.Items(
                        sequence.items().stream().map(YamlDocument::texts).toList());
            case Mapping mapping -> {
                Map<String, JsonValue> values = new LinkedHashMap<>();
                mapping.entries().forEach(entry -> values.put(entry.key().text(), texts(entry.value())));
                yield new JsonValue.Fields(values);
            }
        };
    }
}
