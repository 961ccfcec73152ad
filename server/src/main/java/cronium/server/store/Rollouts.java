package cronium.server.store;

import cronium.server.domain.InvalidException;
import cronium.server.domain.Rollout;
import cronium.server.domain.RolloutCounts;
import cronium.server.domain.RolloutTarget;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Rollouts, with their targets. All that is known of one is here, so that whoever comes after a killed server goes on. Thread-safe. */
public final class Rollouts {
    private static final String LIST = "rollouts";
    private static final int CREATED = 201;

    private final Transactions transactions;

    Rollouts(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Begins a rollout, with a row in the audit log; nothing of it is queued yet, see {@link #advance}. */
    public Rollout create(NewRollout rollout) {
        return transactions.write(session -> insert(session, rollout));
    }

    /** Begins a rollout unless a request with that key did so before; key and rollout appear together. */
    public RolloutOnce createOnce(NewRollout rollout, OnceKey key) {
        return transactions.write(session -> {
            Answer answer = new Answer(key.requestDigest(), CREATED, rollout.id(), key.expiresAt());
            if (Idempotency.insert(session, key.tokenName(), key.key(), answer, rollout.createdAt())) {
                return new RolloutOnce.Now(insert(session, rollout));
            }
            Answer before = Idempotency.find(session, key.tokenName(), key.key(), rollout.createdAt())
                    .orElseThrow();
            return before.requestDigest().equals(key.requestDigest())
                    ? new RolloutOnce.Before(
                            RolloutRows.find(session, before.body()).orElseThrow())
                    : new RolloutOnce.OtherRequest();
        });
    }

    private static Rollout insert(Session session, NewRollout rollout) {
        RolloutRows.insert(session, rollout);
        Map<String, Object> detail = Map.of(
                "event", rollout.eventName(),
                "version", rollout.eventVersion(),
                "targets", rollout.targets().size());
        new AuditRow(rollout.startedBy(), "rollout.created", rollout.id(), detail, rollout.createdAt()).addTo(session);
        return RolloutRows.find(session, rollout.id()).orElseThrow();
    }

    public Optional<Rollout> find(String id) {
        return transactions.read(session -> RolloutRows.find(session, id));
    }

    /**
     * A page of rollouts, newest first.
     *
     * @param limit 1 to {@value Page#MAX_LIMIT}
     * @throws InvalidException naming {@code cursor}
     */
    public Page<Rollout> list(Optional<String> cursor, int limit) throws InvalidException {
        String before = cursor.isPresent()
                ? Cursor.plain(Cursor.parts(LIST, 1, cursor.get()).getFirst())
                : "";
        String from = before.isEmpty() ? "" : " WHERE id < :before";
        return Page.of(
                transactions.read(session -> session.list(
                        session.query("SELECT * FROM rollouts" + from + " ORDER BY id DESC LIMIT :limit")
                                .bind("before", before)
                                .bind("limit", Page.checked(limit) + 1),
                        RolloutRows::rollout)),
                limit,
                rollout -> Cursor.of(LIST, rollout.id()));
    }

    /**
     * The ids of rollouts that have not ended, oldest first, after an id.
     *
     * @param afterId empty text to begin with
     * @param limit 1 to {@value Page#MAX_LIMIT}
     */
    public List<String> underWay(String afterId, int limit) {
        return transactions.read(session -> session.list(
                session.query("SELECT id FROM rollouts WHERE ended_at IS NULL AND id > :after ORDER BY id LIMIT :limit")
                        .bind("after", afterId)
                        .bind("limit", Page.checked(limit)),
                row -> row.text("id")));
    }

    /**
     * Goes one step on: writes down which targets ended, and queues executions for as many more as the limits allow; ends the
     * rollout when nothing is left. Done wholly or not at all, and by one caller at a time: a target never gets two executions.
     *
     * @param ids gives the ids of executions, UUIDs of version 7 made now
     * @param maxStarted how many targets are started at most; while {@linkplain RolloutStep#changed something changed}, there may be more
     * @return empty if there is no such rollout, or it has ended
     */
    public Optional<RolloutStep> advance(String id, Instant now, Supplier<String> ids, int maxStarted) {
        return transactions.write(session -> session.first(
                        session.query("SELECT * FROM rollouts WHERE id = :id AND ended_at IS NULL"
                                        + session.dialect().locking())
                                .bind("id", id),
                        RolloutRows::rollout)
                .map(rollout -> new RolloutAdvance(session, rollout, now, ids, maxStarted).step()));
    }

    /**
     * Has no more targets be started, with a row in the audit log. What runs is cancelled one by one, see {@link #toCancel}.
     *
     * @return {@link CancelAnswer#REQUESTED}, also if it was before, {@link CancelAnswer#ALREADY_OVER} or {@link CancelAnswer#UNKNOWN}
     */
    public CancelAnswer requestCancel(String id, String actor, Instant at) {
        return transactions.write(session -> {
            int cancelled = session.update("UPDATE rollouts SET state = 'cancelled', cancelled_by = :actor"
                            + " WHERE id = :id AND ended_at IS NULL AND cancelled_by IS NULL")
                    .bind("id", id)
                    .bind("actor", actor)
                    .execute();
            if (cancelled == 1) {
                new AuditRow(actor, "rollout.cancelled", id, Map.of(), at).addTo(session);
                return CancelAnswer.REQUESTED;
            }
            return RolloutRows.find(session, id)
                    .map(found -> found.endedAt().isPresent() ? CancelAnswer.ALREADY_OVER : CancelAnswer.REQUESTED)
                    .orElse(CancelAnswer.UNKNOWN);
        });
    }

    /**
     * The executions of a rollout that are under way and whose end nobody asked for yet.
     *
     * @param limit 1 to {@value Page#MAX_LIMIT}
     */
    public List<String> toCancel(String id, int limit) {
        return transactions.read(session -> session.list(
                session.query("SELECT id FROM executions WHERE rollout_id = :id AND state <> 'ended'"
                                + " AND cancelled_by IS NULL LIMIT :limit")
                        .bind("id", id)
                        .bind("limit", Page.checked(limit)),
                row -> row.text("id")));
    }

    /**
     * A page of a rollout's targets, in their order.
     *
     * @param limit 1 to {@value Page#MAX_LIMIT}
     * @throws InvalidException naming {@code cursor}
     */
    public Page<RolloutTarget> targets(Rollout rollout, Optional<String> cursor, int limit) throws InvalidException {
        RolloutTargets targets = new RolloutTargets(rollout);
        long after = targets.position(cursor);
        int checked = Page.checked(limit);
        return transactions.read(session -> targets.page(session, after, checked));
    }

    /** How many targets are how far, and ended how. */
    public RolloutCounts counts(Rollout rollout) {
        return transactions.read(session -> new RolloutTargets(rollout).counts(session));
    }
}
