package cronium.payload.manifest;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The values that aliases may stand for, as far as the text has been read. */
final class YamlAnchors {
    /** Empty while a value is not complete: an alias to it would contain itself. */
    private final Map<String, Optional<Anchored>> anchors = new HashMap<>();

    private final Problems problems;
    private final YamlBudget budget;

    YamlAnchors(Problems problems, YamlBudget budget) {
        this.problems = problems;
        this.budget = budget;
    }

    private record Anchored(YamlNode node, YamlBudget.Cost cost) {}

    void open(String name) {
        anchors.put(name, Optional.empty());
    }

    void close(String name, YamlNode node, YamlBudget.Cost cost) {
        anchors.put(name, Optional.of(new Anchored(node, cost)));
    }

    /** @param depth how many collections are around the alias */
    YamlNode resolve(String name, Position at, int depth) throws ManifestException {
        Optional<Anchored> target = anchors.get(name);
        if (target == null) {
            throw problems.fatal(
                    ManifestFault.NOT_YAML, at, "not YAML: found an alias to no anchor, " + Excerpt.quoted("*" + name));
        }
        if (target.isEmpty()) {
            throw problems.fatal(
                    ManifestFault.TOO_COMPLEX, at, "found a value that contains itself, " + Excerpt.quoted("*" + name));
        }
        budget.spendAlias(at, target.get().cost(), depth);
        return target.get().node().movedTo(at);
    }
}
