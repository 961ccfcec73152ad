package cronium.protocol;

/**
 * What a host knows of one execution.
 *
 * @param offset the end of its output as it is now, in the bytes of the journal; 0 where there is none
 */
public record ExecutionStatus(String execution, ExecutionState state, long offset) {
    public ExecutionStatus {
        Checks.executionId(execution);
        Checks.notNegative("an offset", offset);
    }
}
