package cronium.payload.manifest;

import cronium.payload.manifest.YamlNode.Entry;
import cronium.payload.manifest.YamlNode.Mapping;
import cronium.payload.manifest.YamlNode.Scalar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small YAML document beside a manifest's: one mapping with fixed keys, each a text, a list of texts, or yes or no. Read by the manifest's
 * rules and bounds. Every key that is there must have a value: an empty one would look like a restriction and be none.
 */
public final class FlatDocument {
    private final Field root;
    private final Problems problems;
    private final Map<String, Field> fields;

    private FlatDocument(Field root, Problems problems, Map<String, Field> fields) {
        this.root = root;
        this.problems = problems;
        this.fields = fields;
    }

    /**
     * Reads a document. Its faults are noted and thrown by {@link #throwIfAny}.
     *
     * @param content UTF-8, at most {@link ManifestParser#MAX_BYTES}
     * @param fileName for messages
     * @param known the keys that it may have
     * @throws ManifestException if it cannot be read at all
     */
    public static FlatDocument read(byte[] content, String fileName, List<String> known) throws ManifestException {
        Problems problems = new Problems(fileName);
        Optional<YamlNode> node = YamlTree.read(ManifestParser.text(content, problems), problems);
        Map<String, Field> fields = new HashMap<>();
        YamlNode found = node.orElseGet(() -> new Mapping(Position.START, List.of()));
        Field root = new Field(found, KeyPath.ROOT, problems);
        if (!(found instanceof Mapping mapping)) {
            root.refuse("expected keys and values, found " + found.kind());
            return new FlatDocument(root, problems, fields);
        }
        root.fields(known);
        for (Entry entry : mapping.entries()) {
            String key = entry.key().text();
            Field field = new Field(entry.value(), KeyPath.ROOT.key(key), problems);
            if (known.contains(key)) {
                fields.put(key, field);
                if (field.isNull()) {
                    field.refuse("expected a value, found nothing");
                }
            }
        }
        return new FlatDocument(root, problems, fields);
    }

    /** The text of that key; empty if it is missing, and if it is something else, which is noted. */
    public Optional<String> text(String key) {
        return present(key).flatMap(Field::text);
    }

    /** Likewise, and noted if it is missing. */
    public String required(String key) {
        if (!fields.containsKey(key)) {
            root.refuse("expected the key " + key + ", found none");
        }
        return text(key).orElse("");
    }

    /** The texts of a list; empty if the key is missing, and if it is something else, which is noted. */
    public Optional<List<String>> texts(String key) {
        Optional<Field> field = present(key);
        if (field.isEmpty()) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (Field item : field.get().items()) {
            if (item.isNull()) {
                item.refuse("expected text, found nothing");
            }
            item.text().ifPresent(texts::add);
        }
        return Optional.of(texts);
    }

    /** The instant of that key, as {@code metadata.createdAt} has it; empty if it is missing, or none, which is noted. */
    public Optional<Instant> instant(String key) {
        Optional<String> text = text(key);
        Optional<Instant> instant = text.flatMap(TimestampText::parse);
        if (text.isPresent() && instant.isEmpty()) {
            refuse(key, "expected a time such as 2026-01-31T18:00:00Z, found " + Excerpt.quoted(text.get()));
        }
        return instant;
    }

    /** The {@code true} or {@code false} of that key; empty if it is missing, and if it is something else, which is noted. */
    public Optional<Boolean> truth(String key) {
        Optional<Field> field = present(key);
        if (field.isEmpty()) {
            return Optional.empty();
        }
        boolean plain = field.get().node() instanceof Scalar scalar && !scalar.literal();
        Optional<String> text = field.get().text();
        if (text.isPresent()
                && !(plain && (text.get().equals("true") || text.get().equals("false")))) {
            refuse(key, "expected true or false, found " + Excerpt.quoted(text.get()));
            return Optional.empty();
        }
        return text.map(Boolean::valueOf);
    }

    /** Notes a fault of that key's value. */
    public void refuse(String key, String message) {
        fields.getOrDefault(key, root).refuse(message);
    }

    /**
     * Ends the reading.
     *
     * @throws ManifestException {@code manifest.invalid}, with all that was noted
     */
    public void throwIfAny() throws ManifestException {
        problems.throwIfAny();
    }

    private Optional<Field> present(String key) {
        Field field = fields.get(key);
        return field == null || field.isNull() ? Optional.empty() : Optional.of(field);
    }
}
