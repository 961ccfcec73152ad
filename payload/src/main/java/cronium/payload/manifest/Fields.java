package cronium.payload.manifest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of a mapping whose keys are fixed. */
final class Fields {
    private final Field owner;
    private final Map<String, Field> fields = new HashMap<>();

    private Fields(Field owner) {
        this.owner = owner;
    }

    /** Takes the known keys; each other one is a problem that names the nearest known one, but never its value. */
    static Fields of(Field owner, List<String> known) {
        Fields fields = new Fields(owner);
        for (YamlNode.Entry entry : owner.entries()) {
            String key = entry.key().text();
            if (known.contains(key)) {
                fields.fields.put(key, new Field(entry.value(), owner.path().key(key), owner.problems()));
            } else {
                owner.problems()
                        .add(
                                entry.key().at(),
                                owner.path(),
                                "unknown key " + Excerpt.quoted(key) + NearestName.hint(key, known));
            }
        }
        return fields;
    }

    /** The field of that key; empty if it is missing or null. */
    Optional<Field> field(String key) {
        Field field = fields.get(key);
        return field == null || field.isNull() ? Optional.empty() : Optional.of(field);
    }

    /** Likewise, and a problem if it is missing or null. */
    Optional<Field> required(String key, String expected) {
        Optional<Field> field = field(key);
        if (field.isEmpty()) {
            Field present = fields.getOrDefault(key, owner);
            owner.problems()
                    .add(present.node().at(), owner.path().key(key), "expected " + expected + ", found nothing");
        }
        return field;
    }
}
