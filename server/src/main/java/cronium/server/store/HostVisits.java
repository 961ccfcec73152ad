package cronium.server.store;

import cronium.server.domain.Target;
import java.time.Instant;
import java.util.List;

/** Hosts on which a node may have left something, and which it has to visit because of that. Thread-safe. */
public final class HostVisits {
    private final Transactions transactions;

    HostVisits(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Writes down that a node begins something on a host. If that is lost with the power, so is every end that was settled after it. */
    public void due(String node, Target host, Instant at) {
        transactions.writeUnawaited(session -> session.update("INSERT INTO host_visits (node, host, since)"
                        + " VALUES (:node, :host, :at) ON CONFLICT (node, host) DO NOTHING")
                .bind("node", node)
                .bind("host", host.text())
                .bind("at", at)
                .execute());
    }

    /**
     * The hosts that a node has to visit and has nothing under way on, by name, after a name.
     *
     * @param after empty text to begin with
     * @param limit 1 to {@value Page#MAX_LIMIT}
     */
    public List<Target> due(String node, String after, int limit) {
        return transactions.read(session -> session.list(
                session.query("SELECT host FROM host_visits v WHERE node = :node AND host > :after"
                                + " AND NOT EXISTS (SELECT 1 FROM executions e WHERE e.host = v.host AND e.claimed_by = :node"
                                + " AND e.state IN ('claimed', 'running') AND e.state <> 'ended')"
                                + " ORDER BY host LIMIT :limit")
                        .bind("node", node)
                        .bind("after", after)
                        .bind("limit", Page.checked(limit)),
                row -> new Target(row.text("host"))));
    }

    /** Writes down that a node has left nothing on a host. If that is lost with the power, there is another visit. */
    public void done(String node, Target host) {
        transactions.writeUnawaited(
                session -> session.update("DELETE FROM host_visits WHERE node = :node AND host = :host")
                        .bind("node", node)
                        .bind("host", host.text())
                        .execute());
    }
}
