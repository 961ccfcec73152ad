package cronium.payload.manifest;

import cronium.payload.manifest.YamlNode.Entry;
import cronium.payload.manifest.YamlNode.Mapping;
import cronium.payload.manifest.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the entries of one mapping; an entry whose key cannot stand is a problem and left out. */
final class YamlMappingBuilder {
    private final Problems problems;
    private final Map<String, Position> seen = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    YamlMappingBuilder(Problems problems) {
        this.problems = problems;
    }

    void add(YamlNode key, YamlNode value) {
        if (!(key instanceof Scalar name)) {
            problems.add(key.at(), KeyPath.ROOT, "expected text as a key, found " + key.kind());
            return;
        }
        if (name.text().equals("<<") && !name.literal()) {
            problems.add(key.at(), KeyPath.ROOT, "merge keys ('<<') are not supported; write the keys out");
            return;
        }
        Position first = seen.putIfAbsent(name.text(), key.at());
        if (first == null) {
            entries.add(new Entry(name, value));
        } else {
            problems.add(
                    key.at(),
                    KeyPath.ROOT,
                    "duplicate key " + Excerpt.quoted(name.text()) + ", first on line " + first.line());
        }
    }

    Mapping build(Position at) {
        return new Mapping(at, List.copyOf(entries));
    }
}
