package cronium.server.store;

import cronium.server.domain.Deployment;
import cronium.server.domain.InvalidException;
import cronium.server.domain.RunnerBinary;
import cronium.server.domain.Target;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runners that may be put on hosts, and where they are. Thread-safe. */
public final class Runners {
    private static final String LIST = "runners";
    private static final String DEPLOYMENTS = "deployments";

    private final Transactions transactions;

    Runners(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Adds a runner, with a row in the audit log; false if it is there already. */
    public boolean register(RunnerBinary runner, String actor) {
        return transactions.write(session -> {
            int added = session.update(
                            "INSERT INTO runners (sha256, platform, version, size, signature, registered_at, retired_at)"
                                    + " VALUES (:sha256, :platform, :version, :size, :signature, :registeredAt, :retiredAt)"
                                    + " ON CONFLICT DO NOTHING")
                    .bind("sha256", runner.sha256())
                    .bind("platform", runner.platform())
                    .bind("version", runner.version())
                    .bind("size", runner.size())
                    .bind("signature", runner.signature())
                    .bind("registeredAt", runner.registeredAt())
                    .bind("retiredAt", runner.retiredAt())
                    .execute();
            if (added == 1) {
                Map<String, Object> detail = Map.of("platform", runner.platform(), "version", runner.version());
                new AuditRow(actor, "runner.registered", runner.sha256(), detail, runner.registeredAt()).addTo(session);
            }
            return added == 1;
        });
    }

    public Optional<RunnerBinary> find(String sha256) {
        return transactions.read(session -> session.first(
                session.query("SELECT * FROM runners WHERE sha256 = :sha256").bind("sha256", sha256), Runners::runner));
    }

    /**
     * A page of all runners, the last one registered first.
     *
     * @param limit 1 to {@value Page#MAX_LIMIT}
     * @throws InvalidException naming {@code cursor}
     */
    public Page<RunnerBinary> list(Optional<String> cursor, int limit) throws InvalidException {
        Optional<List<String>> last = Optional.empty();
        Instant at = Instant.EPOCH;
        if (cursor.isPresent()) {
            last = Optional.of(Cursor.parts(LIST, 2, cursor.get()));
            at = Cursor.instant(last.get().getFirst());
        }
        String from = last.isPresent() ? " WHERE (registered_at, sha256) < (:at, :sha256)" : "";
        String sha256 = Cursor.plain(last.map(parts -> parts.get(1)).orElse(""));
        Instant before = at;
        return Page.of(
                transactions.read(session -> session.list(
                        session.query("SELECT * FROM runners" + from
                                        + " ORDER BY registered_at DESC, sha256 DESC LIMIT :limit")
                                .bind("at", before)
                                .bind("sha256", sha256)
                                .bind("limit", Page.checked(limit) + 1),
                        Runners::runner)),
                limit,
                runner -> Cursor.of(LIST, runner.registeredAt(), runner.sha256()));
    }

    /**
     * The runners for a platform that were not retired, the last one registered first.
     *
     * @param limit 1 to {@value Page#MAX_LIMIT}
     */
    public List<RunnerBinary> active(String platform, int limit) {
        return transactions.read(session -> session.list(
                session.query("SELECT * FROM runners WHERE platform = :platform AND retired_at IS NULL"
                                + " ORDER BY registered_at DESC, sha256 DESC LIMIT :limit")
                        .bind("platform", platform)
                        .bind("limit", Page.checked(limit)),
                Runners::runner));
    }

    /** Takes a runner out of use, with a row in the audit log; false if there is none, or it was before. */
    public boolean retire(String sha256, String actor, Instant at) {
        return transactions.write(session -> {
            int retired = session.update(
                            "UPDATE runners SET retired_at = :at WHERE sha256 = :sha256 AND retired_at IS NULL")
                    .bind("at", at)
                    .bind("sha256", sha256)
                    .execute();
            if (retired == 1) {
                new AuditRow(actor, "runner.retired", sha256, Map.of(), at).addTo(session);
            }
            return retired == 1;
        });
    }

    /** Writes down that a runner is on a host. */
    public void deployed(Deployment deployment) {
        transactions.write(session -> session.update("INSERT INTO deployments (host, runner_sha256, deployed_at)"
                        + " VALUES (:host, :sha256, :at) ON CONFLICT (host, runner_sha256)"
                        + " DO UPDATE SET deployed_at = excluded.deployed_at")
                .bind("host", deployment.host().text())
                .bind("sha256", deployment.runnerSha256())
                .bind("at", deployment.deployedAt())
                .execute());
    }

    /** Writes down that a runner is not on a host any more; false if it was not. */
    public boolean removed(Target host, String sha256) {
        return transactions.write(
                session -> session.update("DELETE FROM deployments WHERE host = :host AND runner_sha256 = :sha256")
                                .bind("host", host.text())
                                .bind("sha256", sha256)
                                .execute()
                        == 1);
    }

    /**
     * A page of what is on a host, by digest.
     *
     * @param limit 1 to {@value Page#MAX_LIMIT}
     * @throws InvalidException naming {@code cursor}
     */
    public Page<Deployment> deployments(Target host, Optional<String> cursor, int limit) throws InvalidException {
        String after = Cursor.name(DEPLOYMENTS, cursor);
        return Page.of(
                transactions.read(session -> session.list(
                        session.query("SELECT * FROM deployments WHERE host = :host AND runner_sha256 > :after"
                                        + " ORDER BY runner_sha256 LIMIT :limit")
                                .bind("host", host.text())
                                .bind("after", after)
                                .bind("limit", Page.checked(limit) + 1),
                        row -> new Deployment(
                                new Target(row.text("host")), row.text("runner_sha256"), row.instant("deployed_at")))),
                limit,
                deployment -> Cursor.of(DEPLOYMENTS, deployment.runnerSha256()));
    }

    private static RunnerBinary runner(Row row) throws SQLException {
        return new RunnerBinary(
                row.text("platform"),
                row.text("version"),
                row.text("sha256"),
                row.number("size"),
                row.text("signature"),
                row.instant("registered_at"),
                row.optionalInstant("retired_at"));
    }
}
