package cronium.server.domain;

import java.util.List;
import java.util.stream.Collectors;

/** What a caller gave is refused, with every fault that was found. The message has one fault a line. */
public final class InvalidException extends Exception {
    private final transient List<FieldProblem> problems;

    /** @param problems at least one */
    public InvalidException(List<FieldProblem> problems) {
        super(problems.stream().map(FieldProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public InvalidException(String field, String message) {
        this(List.of(new FieldProblem(field, message)));
    }

    public List<FieldProblem> problems() {
        return problems;
    }
}
