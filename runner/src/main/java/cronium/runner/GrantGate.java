package cronium.runner;

import cronium.payload.PayloadException;
import cronium.payload.manifest.ExecutionId;
import cronium.payload.signing.GrantCheck;
import cronium.payload.signing.PayloadFile;
import cronium.payload.signing.RunFacts;
import cronium.payload.signing.TrustStore;
import cronium.payload.signing.VerifiedGrant;
import cronium.runner.journal.StateDirectory;
import cronium.runner.journal.UsedGrants;
import cronium.runner.linux.ProcessTable;
import cronium.runner.plan.PlanException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;

/** {@code --require-grant}: lets only what a grant names pass, once, on this host, in time. */
final class GrantGate {
    private final Path trust;
    private final StateDirectory state;
    private final InstantSource clock;

    GrantGate(Path trust, StateDirectory state, InstantSource clock) {
        this.trust = trust;
        this.state = state;
        this.clock = clock;
    }

    /**
     * Checks the grant beside a payload.
     *
     * @param givenNames of variables that the command line sets and of secrets: the grant must allow each
     */
    VerifiedGrant check(PayloadFile file, Path payload, String executionId, Set<String> givenNames)
            throws IOException, PayloadException {
        VerifiedGrant grant = GrantCheck.verify(
                file,
                payload,
                TrustStore.read(trust),
                new RunFacts(ProcessTable.hostName(), new ExecutionId(executionId), clock.instant()));
        Set<String> tooMany = new TreeSet<>(givenNames);
        tooMany.removeAll(Set.copyOf(grant.grant().environment()));
        if (!tooMany.isEmpty()) {
            throw new PlanException(
                    "grant.environment-not-allowed",
                    "--env and --secrets-from: expected only names that the grant has, found also "
                            + String.join(", ", tooMany));
        }
        return grant;
    }

    /** Uses the grant up. */
    void use(VerifiedGrant grant) throws IOException, PayloadException {
        UsedGrants used = new UsedGrants(state);
        used.forgetExpired(clock.instant());
        used.use(grant);
    }
}
