package cronium.server.store;

import cronium.server.domain.Host;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Target;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Hosts by name. Thread-safe. */
public final class Hosts {
    private static final String LIST = "hosts";

    private final Transactions transactions;

    Hosts(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Adds a host, or replaces its address and labels, with a row in the audit log. When it was created and seen, and its platform,
     * stay as they were if it was there.
     */
    public Host save(Host host, String actor, Instant at) {
        return transactions.write(session -> {
            session.update("INSERT INTO hosts (name, address, labels, platform, created_at, seen_at)"
                            + " VALUES (:name, :address, :labels, :platform, :createdAt, :seenAt) ON CONFLICT (name)"
                            + " DO UPDATE SET address = excluded.address, labels = excluded.labels")
                    .bind("name", host.name().text())
                    .bind("address", host.address())
                    .bind("labels", Json.of(host.labels()))
                    .bind("platform", host.platform())
                    .bind("createdAt", host.createdAt())
                    .bind("seenAt", host.seenAt())
                    .execute();
            new AuditRow(actor, "host.saved", host.name().text(), Map.of("address", host.address()), at).addTo(session);
            return find(session, host.name()).orElseThrow();
        });
    }

    /** Writes down that a host answered; false if there is none of that name. */
    public boolean seen(Target name, String platform, Instant at) {
        return transactions.write(
                session -> session.update("UPDATE hosts SET platform = :platform, seen_at = :at WHERE name = :name")
                                .bind("platform", platform)
                                .bind("at", at)
                                .bind("name", name.text())
                                .execute()
                        == 1);
    }

    public Optional<Host> find(Target name) {
        return transactions.read(session -> find(session, name));
    }

    private static Optional<Host> find(Session session, Target name) {
        return session.first(
                session.query("SELECT * FROM hosts WHERE name = :name").bind("name", name.text()), Hosts::host);
    }

    /**
     * A page of all hosts by name.
     *
     * @param limit 1 to {@value Page#MAX_LIMIT}
     * @throws InvalidException naming {@code cursor}
     */
    public Page<Host> list(Optional<String> cursor, int limit) throws InvalidException {
        String after = Cursor.name(LIST, cursor);
        return Page.of(
                transactions.read(session -> session.list(
                        session.query("SELECT * FROM hosts WHERE name > :after ORDER BY name LIMIT :limit")
                                .bind("after", after)
                                .bind("limit", Page.checked(limit) + 1),
                        Hosts::host)),
                limit,
                host -> Cursor.of(LIST, host.name()));
    }

    /** Removes a host and what was deployed on it, with a row in the audit log; false if there is none of that name. */
    public boolean delete(Target name, String actor, Instant at) {
        return transactions.write(session -> {
            int deleted = session.update("DELETE FROM hosts WHERE name = :name")
                    .bind("name", name.text())
                    .execute();
            if (deleted == 1) {
                new AuditRow(actor, "host.deleted", name.text(), Map.of(), at).addTo(session);
            }
            return deleted == 1;
        });
    }

    private static Host host(Row row) throws SQLException {
        return new Host(
                new Target(row.text("name")),
                row.text("address"),
                Json.texts(row.text("labels")),
                row.optionalText("platform"),
                row.instant("created_at"),
                row.optionalInstant("seen_at"));
    }
}
