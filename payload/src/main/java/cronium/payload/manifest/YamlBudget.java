package cronium.payload.manifest;

/** What a manifest's tree has cost so far, with its aliases unfolded, against the bounds of {@link ManifestParser}. */
final class YamlBudget {
    private final Problems problems;
    private int nodes;
    private long characters;
    private int aliases;
    private int deepest;

    YamlBudget(Problems problems) {
        this.problems = problems;
    }

    /** @param height how many collections are nested in it, itself included; 0 for a scalar */
    record Cost(int nodes, long characters, int height) {}

    /** Where the measuring of one value began. */
    record Start(int nodes, long characters, int depth, int deepest) {}

    Start start(int depth) {
        Start start = new Start(nodes, characters, depth, deepest);
        deepest = depth;
        return start;
    }

    Cost since(Start start) {
        Cost cost = new Cost(nodes - start.nodes, characters - start.characters, deepest - start.depth);
        deepest = Math.max(deepest, start.deepest);
        return cost;
    }

    void spendScalar(Position at, int length) throws ManifestException {
        spend(at, 1, length);
    }

    /** @param depth of the collection itself, 1 for the outermost */
    void spendCollection(Position at, int depth) throws ManifestException {
        spend(at, 1, 0);
        descend(at, depth);
    }

    /** @param depth how many collections are around the alias */
    void spendAlias(Position at, Cost target, int depth) throws ManifestException {
        if (++aliases > ManifestParser.MAX_ALIASES) {
            throw tooMany(at, "expected at most " + ManifestParser.MAX_ALIASES + " aliases, found more");
        }
        spend(at, target.nodes, target.characters);
        descend(at, depth + target.height);
    }

    private void spend(Position at, int moreNodes, long moreCharacters) throws ManifestException {
        nodes += moreNodes;
        characters += moreCharacters;
        if (nodes > ManifestParser.MAX_NODES) {
            throw tooMany(
                    at, "expected at most " + ManifestParser.MAX_NODES + " values with aliases unfolded, found more");
        }
        if (characters > ManifestParser.MAX_CHARACTERS) {
            throw tooMany(
                    at,
                    "expected at most " + ManifestParser.MAX_CHARACTERS
                            + " characters with aliases unfolded, found more");
        }
    }

    private void descend(Position at, int depth) throws ManifestException {
        if (depth > ManifestParser.MAX_DEPTH) {
            throw tooMany(at, "expected values nested at most " + ManifestParser.MAX_DEPTH + " deep, found more");
        }
        deepest = Math.max(deepest, depth);
    }

    private ManifestException tooMany(Position at, String message) {
        return problems.fatal(ManifestFault.TOO_COMPLEX, at, message);
    }
}
