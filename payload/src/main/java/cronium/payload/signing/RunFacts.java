package cronium.payload.signing;

import cronium.payload.manifest.ExecutionId;
import java.time.Instant;

/**
 * What a grant must fit.
 *
 * @param hostName as the host calls itself; compared without regard to case
 * @param now the present
 */
public record RunFacts(String hostName, ExecutionId executionId, Instant now) {}
