package cronium.payload.manifest;

import cronium.payload.PayloadException;
import java.util.List;

/** A manifest was refused, with every fault that was found. The message has one fault a line, the first 100 of them. */
public final class ManifestException extends PayloadException {
    private static final int MAX_LINES = 100;

    private final ManifestFault fault;
    private final transient List<Problem> problems;

    /** @param problems at least one, in the order of the text */
    ManifestException(ManifestFault fault, String fileName, List<Problem> problems) {
        super(fault.code(), message(Excerpt.bare(fileName), problems));
        this.fault = fault;
        this.problems = List.copyOf(problems);
    }

    public ManifestFault fault() {
        return fault;
    }

    /** All faults, sorted by line and column. */
    public List<Problem> problems() {
        return problems;
    }

    private static String message(String fileName, List<Problem> problems) {
        StringBuilder lines = new StringBuilder();
        int shown = Math.min(problems.size(), MAX_LINES);
        for (Problem problem : problems.subList(0, shown)) {
            lines.append(lines.isEmpty() ? "" : "\n").append(problem.in(fileName));
        }
        if (shown < problems.size()) {
            lines.append("\n… and ").append(problems.size() - shown).append(" more");
        }
        return lines.toString();
    }
}
