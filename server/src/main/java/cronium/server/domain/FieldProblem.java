package cronium.server.domain;

/**
 * One fault of what a caller gave.
 *
 * @param field where it is, as the caller writes it, such as {@code retries.attempts} or {@code files[2].path}; empty for the whole
 * @param message expected and found
 */
public record FieldProblem(String field, String message) {
    @Override
    public String toString() {
        return field.isEmpty() ? message : field + ": " + message;
    }
}
