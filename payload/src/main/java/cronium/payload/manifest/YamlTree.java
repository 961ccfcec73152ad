package cronium.payload.manifest;

import cronium.payload.manifest.YamlNode.Scalar;
import cronium.payload.manifest.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;

/**
 * Builds one document's tree from events, and stops at the first bound that is passed, before memory or stack is spent.
 * Events rather than the library's own nodes: its composer guesses types, accepts values that contain themselves, and
 * does not tell a tag that was written from one that it made up. An alias costs all that it stands for, so a tree that
 * gets through may be walked without care.
 */
final class YamlTree {
    private final YamlEvents events;
    private final Problems problems;
    private final YamlBudget budget;
    private final YamlAnchors anchors;

    private YamlTree(YamlEvents events, Problems problems) {
        this.events = events;
        this.problems = problems;
        this.budget = new YamlBudget(problems);
        this.anchors = new YamlAnchors(problems, budget);
    }

    /** The only document's root; empty if there is none. Faults that do not end the reading go to {@code problems}. */
    static Optional<YamlNode> read(String text, Problems problems) throws ManifestException {
        return new YamlTree(YamlEvents.of(text, problems), problems).document();
    }

    private Optional<YamlNode> document() throws ManifestException {
        Optional<YamlNode> root = Optional.empty();
        for (Event event = events.next(); !(event instanceof StreamEndEvent); event = events.next()) {
            if (event instanceof DocumentStartEvent) {
                if (root.isPresent()) {
                    problems.add(
                            YamlEvents.position(event),
                            KeyPath.ROOT,
                            "expected one document, found a second one; remove all from here on");
                    return root;
                }
                root = Optional.of(node(events.next(), 0));
            }
        }
        return root;
    }

    /** @param depth how many collections are around it */
    private YamlNode node(Event event, int depth) throws ManifestException {
        Position at = YamlEvents.position(event);
        if (event instanceof AliasEvent alias) {
            return anchors.resolve(alias.getAlias().getValue(), at, depth);
        }
        Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
        if (anchor.isEmpty()) {
            return value(event, at, depth);
        }
        String name = anchor.get().getValue();
        anchors.open(name);
        YamlBudget.Start start = budget.start(depth);
        YamlNode node = value(event, at, depth);
        anchors.close(name, node, budget.since(start));
        return node;
    }

    private YamlNode value(Event event, Position at, int depth) throws ManifestException {
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar, at);
        }
        CollectionStartEvent start = (CollectionStartEvent) event;
        budget.spendCollection(at, depth + 1);
        return start instanceof MappingStartEvent ? mapping(start, at, depth + 1) : sequence(start, at, depth + 1);
    }

    private Scalar scalar(ScalarEvent event, Position at) throws ManifestException {
        String text = event.getValue();
        budget.spendScalar(at, text.length());
        Optional<String> tag = event.getTag();
        if (tag.isPresent() && !YamlTags.isScalar(tag.get())) {
            problems.add(at, KeyPath.ROOT, YamlTags.fault(tag.get()));
        }
        if (Utf8.hasLoneSurrogate(text)) {
            problems.add(at, KeyPath.ROOT, "expected Unicode text, found half of a surrogate pair");
        }
        return new Scalar(at, text, YamlTags.isLiteral(tag, event.isPlain()));
    }

    private YamlNode mapping(CollectionStartEvent start, Position at, int depth) throws ManifestException {
        if (start.getTag().isPresent() && !YamlTags.isMapping(start.getTag().get())) {
            problems.add(at, KeyPath.ROOT, YamlTags.fault(start.getTag().get()));
        }
        YamlMappingBuilder mapping = new YamlMappingBuilder(problems);
        for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
            YamlNode key = node(event, depth);
            mapping.add(key, node(events.next(), depth));
        }
        return mapping.build(at);
    }

    private YamlNode sequence(CollectionStartEvent start, Position at, int depth) throws ManifestException {
        if (start.getTag().isPresent() && !YamlTags.isSequence(start.getTag().get())) {
            problems.add(at, KeyPath.ROOT, YamlTags.fault(start.getTag().get()));
        }
        List<YamlNode> items = new ArrayList<>();
        for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
            items.add(node(event, depth));
        }
        return new Sequence(at, List.copyOf(items));
    }
}
