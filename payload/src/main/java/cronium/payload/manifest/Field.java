package cronium.payload.manifest;

import cronium.payload.manifest.YamlNode.Mapping;
import cronium.payload.manifest.YamlNode.Scalar;
import cronium.payload.manifest.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One value with the way to it, to be read as what the manifest's rules expect; anything else is a problem. */
record Field(YamlNode node, KeyPath path, Problems problems) {

    void refuse(String message) {
        problems.add(node.at(), path, message);
    }

    /** Notes the fault, if there is one, and says whether there was none. */
    boolean accept(Optional<String> fault) {
        if (fault.isPresent()) {
            refuse(fault.get());
        }
        return fault.isEmpty();
    }

    boolean isNull() {
        return node instanceof Scalar scalar && scalar.isNull();
    }

    /** The source text of any scalar, so {@code 8080} and {@code true} are text too, and null is the empty text. */
    Optional<String> text() {
        if (node instanceof Scalar scalar) {
            return Optional.of(scalar.isNull() ? "" : scalar.text());
        }
        refuse("expected text, found " + node.kind());
        return Optional.empty();
    }

    /** The items of a list; none if it is null. */
    List<Field> items() {
        List<Field> items = new ArrayList<>();
        if (node instanceof Sequence sequence) {
            for (YamlNode item : sequence.items()) {
                items.add(new Field(item, path.index(items.size()), problems));
            }
        } else if (!isNull()) {
            refuse("expected a list, found " + node.kind());
        }
        return items;
    }

    /** The entries of a mapping with free keys; none if it is null. */
    List<YamlNode.Entry> entries() {
        if (node instanceof Mapping mapping) {
            return mapping.entries();
        }
        if (!isNull()) {
            refuse("expected keys and values, found " + node.kind());
        }
        return List.of();
    }

    /** The fields of a mapping that may have only these keys. */
    Fields fields(List<String> known) {
        return Fields.of(this, known);
    }
}
