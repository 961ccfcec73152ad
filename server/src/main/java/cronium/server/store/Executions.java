package cronium.server.store;

import cronium.server.domain.Ending;
import cronium.server.domain.Execution;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/** Executions, which are their own queue. Whoever is slower finds that a step was taken, and takes none. Thread-safe. */
public final class Executions {
    private static final String CLAIM = "UPDATE executions SET state = 'claimed', claimed_by = :node, claimed_at = :now"
            + " WHERE id = (SELECT id FROM executions WHERE state = 'queued' AND host = :host AND not_before <= :now"
            + " ORDER BY not_before, id LIMIT 1";
    private static final String CLAIM_REMOTE =
            "UPDATE executions SET state = 'claimed', claimed_by = :node, claimed_at = :now"
                    + " WHERE id = (SELECT id FROM executions WHERE state = 'queued' AND host <> 'local' AND not_before <= :now"
                    + " ORDER BY not_before, id LIMIT 1";
    private static final String END = "UPDATE executions SET state = 'ended', ended_at = :at, outcome = :outcome,"
            + " exit_code = :exitCode, sentence = :sentence, result = :result"
            + " WHERE id = :id AND claimed_by = :node AND state IN ('claimed', 'running') RETURNING cancelled_by";
    private static final String CANCEL_QUEUED =
            "UPDATE executions SET state = 'ended', ended_at = :at, outcome = 'cancelled',"
                    + " sentence = 'It was cancelled before it began.', cancelled_by = :actor, cancelled_at = :at"
                    + " WHERE id = :id AND state = 'queued'";
    private static final String CANCEL_CLAIMED = "UPDATE executions SET cancelled_by = :actor, cancelled_at = :at"
            + " WHERE id = :id AND state IN ('claimed', 'running') AND cancelled_by IS NULL";
    private static final String CANCELLED = "execution.cancelled";
    /** Of HTTP, as the answer to the request is. */
    private static final int CREATED = 201;

    private final Transactions transactions;

    Executions(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Queues an execution, with a row in the audit log. */
    public Execution create(NewExecution execution, String actor) {
        return transactions.write(session -> queue(session, execution, actor));
    }

    /**
     * Queues an execution unless a request with that key did so before. Key and execution appear together, so that whoever repeats a request that
     * got no answer, since this program was killed meanwhile, gets what it began.
     */
    public QueuedOnce createOnce(NewExecution execution, String actor, OnceKey key) {
        return transactions.write(session -> {
            Answer answer = new Answer(key.requestDigest(), CREATED, execution.id(), key.expiresAt());
            if (Idempotency.insert(session, key.tokenName(), key.key(), answer, execution.queuedAt())) {
                return new QueuedOnce.Now(queue(session, execution, actor));
            }
            Answer before = Idempotency.find(session, key.tokenName(), key.key(), execution.queuedAt())
                    .orElseThrow();
            return before.requestDigest().equals(key.requestDigest())
                    ? new QueuedOnce.Before(
                            ExecutionRows.find(session, before.body()).orElseThrow())
                    : new QueuedOnce.OtherRequest();
        });
    }

    private static Execution queue(Session session, NewExecution execution, String actor) {
        Execution queued = ExecutionRows.insert(session, execution);
        Map<String, Object> detail =
                Map.of("event", execution.eventName(), "version", execution.eventVersion(), "host", execution.host());
        new AuditRow(actor, "execution.created", execution.id(), detail, execution.queuedAt()).addTo(session);
        return queued;
    }

    public Optional<Execution> find(String id) {
        return transactions.read(session -> ExecutionRows.find(session, id));
    }

    /**
     * A page of executions, newest first.
     *
     * @param limit 1 to {@value Page#MAX_LIMIT}
     * @throws InvalidException naming {@code cursor}
     */
    public Page<Execution> list(ExecutionFilter filter, Optional<String> cursor, int limit) throws InvalidException {
        ExecutionSearch search = ExecutionSearch.of(filter, cursor, Page.checked(limit));
        return transactions.read(search::page);
    }

    /** Claims the execution for that host which is due and has waited longest; nobody else gets it. */
    public Optional<Execution> claimNext(String node, Target host, Instant now) {
        return transactions.write(session -> session.first(
                session.query(CLAIM + session.dialect().lockingTheFree() + ") RETURNING *")
                        .bind("node", node)
                        .bind("host", host.text())
                        .bind("now", now),
                ExecutionRows::execution));
    }

    /** Claims the execution for any host which is due and has waited longest; nobody else gets it. */
    public Optional<Execution> claimNextRemote(String node, Instant now) {
        return transactions.write(session -> session.first(
                session.query(CLAIM_REMOTE + session.dialect().lockingTheFree() + ") RETURNING *")
                        .bind("node", node)
                        .bind("now", now),
                ExecutionRows::execution));
    }

    /** When the next execution for any host is due, of those that are due later than the given time. */
    public Optional<Instant> nextDueRemote(Instant after) {
        return transactions.read(session -> session.first(
                session.query("SELECT not_before FROM executions WHERE state = 'queued' AND host <> 'local'"
                                + " AND not_before > :after ORDER BY not_before LIMIT 1")
                        .bind("after", after),
                row -> row.instant("not_before")));
    }

    /**
     * Writes down that the script of an execution which the node claimed was started. If that is lost with the power, whoever takes the execution up asks
     * the runner that has it.
     *
     * @return false if it is not the node's, or another step was taken
     */
    public boolean started(String id, String node, Instant at) {
        return transactions.writeUnawaited(
                session -> session.update("UPDATE executions SET state = 'running', started_at = :at"
                                        + " WHERE id = :id AND claimed_by = :node AND state = 'claimed'")
                                .bind("id", id)
                                .bind("node", node)
                                .bind("at", at)
                                .execute()
                        == 1);
    }

    /**
     * Ends an execution that the node claimed, and queues its next attempt with it, unless somebody asked for its end: however it ended then, it
     * is not tried again.
     *
     * @return false if it is not the node's, or over already; nothing is queued then
     */
    public boolean end(String id, String node, Ending ending, Instant at, Optional<NewExecution> retry) {
        return transactions.write(session -> {
            Query end = session.query(END)
                    .bind("id", id)
                    .bind("node", node)
                    .bind("at", at)
                    .bind("outcome", ending.outcome().text())
                    .bind("exitCode", ending.exitCode())
                    .bind("sentence", ending.sentence())
                    .bind("result", ending.result());
            Optional<Boolean> isWanted =
                    session.first(end, row -> row.optionalText("cancelled_by").isEmpty());
            if (isWanted.orElse(false)) {
                retry.ifPresent(execution -> ExecutionRows.insert(session, execution));
            }
            return isWanted.isPresent();
        });
    }

    /** Asks for an execution's end. Only the first wish is kept, with a row in the audit log. */
    public CancelAnswer requestCancel(String id, String actor, Instant at) {
        return transactions.write(session -> {
            AuditRow row = new AuditRow(actor, CANCELLED, id, Map.of(), at);
            if (cancel(session, CANCEL_QUEUED, row)) {
                return CancelAnswer.ENDED_NOW;
            }
            if (cancel(session, CANCEL_CLAIMED, row)) {
                return CancelAnswer.REQUESTED;
            }
            return ExecutionRows.find(session, id)
                    .map(found -> found.ending().isPresent() ? CancelAnswer.ALREADY_OVER : CancelAnswer.REQUESTED)
                    .orElse(CancelAnswer.UNKNOWN);
        });
    }

    private static boolean cancel(Session session, String sql, AuditRow row) {
        int changed = session.update(sql)
                .bind("id", row.subject())
                .bind("actor", row.actor())
                .bind("at", row.at())
                .execute();
        if (changed == 1) {
            row.addTo(session);
        }
        return changed == 1;
    }

    /** Which of those that a node claimed and did not end are asked to end; the oldest, up to {@value Page#MAX_LIMIT} of them, after an id. */
    public List<String> cancelledOf(String node, String afterId) {
        return transactions.read(session -> session.list(
                session.query("SELECT id FROM executions WHERE state IN ('claimed', 'running')"
                                + " AND claimed_by = :node AND id > :after AND cancelled_by IS NOT NULL"
                                + " ORDER BY id LIMIT " + Page.MAX_LIMIT)
                        .bind("node", node)
                        .bind("after", afterId),
                row -> row.text("id")));
    }

    /**
     * What a node claimed and did not end, oldest first, after an id.
     *
     * @param afterId empty text to begin with
     * @param limit 1 to {@value Page#MAX_LIMIT}
     */
    public List<Execution> unfinishedOf(String node, String afterId, int limit) {
        return transactions.read(session -> session.list(
                session.query("SELECT * FROM executions WHERE state IN ('claimed', 'running')"
                                + " AND claimed_by = :node AND id > :after ORDER BY id LIMIT :limit")
                        .bind("node", node)
                        .bind("after", afterId)
                        .bind("limit", Page.checked(limit)),
                ExecutionRows::execution));
    }

    /** When the next execution for that host is due, of those that are due later than the given time. */
    public Optional<Instant> nextDue(Target host, Instant after) {
        return transactions.read(session -> session.first(
                session.query("SELECT not_before FROM executions WHERE state = 'queued' AND host = :host"
                                + " AND not_before > :after ORDER BY not_before LIMIT 1")
                        .bind("host", host.text())
                        .bind("after", after),
                row -> row.instant("not_before")));
    }

    /** How many are queued, counted up to a bound. */
    public int queued(int atMost) {
        return transactions.read(session -> session.first(
                        session.query(
                                        "SELECT COUNT(*) AS n FROM (SELECT 1 FROM executions WHERE state = 'queued' AND state <> 'ended'"
                                                + " ORDER BY id LIMIT :atMost) found")
                                .bind("atMost", atMost),
                        row -> row.integer("n"))
                .orElse(0));
    }
}
