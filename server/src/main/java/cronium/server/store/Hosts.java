package cronium.server.store;

import cronium.server.domain.GroupName;
import cronium.server.domain.Host;
import cronium.server.domain.HostAddress;
import cronium.server.domain.HostLogin;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Target;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Hosts by name. Thread-safe. */
public final class Hosts {
    private static final String LIST = "hosts";
    private static final int NAMES_AT_ONCE = 500;

    private final Transactions transactions;

    Hosts(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Adds a host, or replaces its address, groups, labels and login, with a row in the audit log. When it was created and seen, and its platform,
     * stay as they were if it was there.
     */
    public Host save(Host host, String actor, Instant at) {
        return transactions.write(session -> {
            session.update("INSERT INTO hosts (name, address, labels, key_secret, passphrase_secret, platform,"
                            + " created_at, seen_at) VALUES (:name, :address, :labels, :keySecret, :passphraseSecret,"
                            + " :platform, :createdAt, :seenAt) ON CONFLICT (name)"
                            + " DO UPDATE SET address = excluded.address, labels = excluded.labels,"
                            + " key_secret = excluded.key_secret, passphrase_secret = excluded.passphrase_secret")
                    .bind("name", host.name().text())
                    .bind("address", host.address().text())
                    .bind("labels", Json.of(host.labels()))
                    .bind("keySecret", host.login().keySecret())
                    .bind("passphraseSecret", host.login().passphraseSecret())
                    .bind("platform", host.platform())
                    .bind("createdAt", host.createdAt())
                    .bind("seenAt", host.seenAt())
                    .execute();
            saveGroups(session, host);
            Map<String, Object> details = new LinkedHashMap<>(Map.of("address", host.address()));
            host.login().keySecret().ifPresent(name -> details.put("keySecret", name));
            host.login().passphraseSecret().ifPresent(name -> details.put("passphraseSecret", name));
            new AuditRow(actor, "host.saved", host.name().text(), details, at).addTo(session);
            return find(session, host.name()).orElseThrow();
        });
    }

    private static void saveGroups(Session session, Host host) {
        session.update("DELETE FROM host_groups WHERE host = :host")
                .bind("host", host.name().text())
                .execute();
        PreparedBatch batch = session.batch("INSERT INTO host_groups (host, group_name) VALUES (:host, :group)");
        host.groups()
                .forEach(group -> batch.bind("host", host.name().text())
                        .bind("group", group.text())
                        .add());
        if (batch.size() > 0) {
            batch.execute();
        }
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

    /** A row in the audit log: a host showed another key than the known one, and nobody logged in there. */
    public void keyRefused(Target name, String reason, String actor, Instant at) {
        audit(new AuditRow(actor, "host.key-refused", name.text(), Map.of("reason", reason), at));
    }

    /** A row in the audit log: somebody chose to take the key that a host shows, if none was known. */
    public void keyAccepted(Target name, String actor, Instant at) {
        audit(new AuditRow(actor, "host.key-accepted", name.text(), Map.of(), at));
    }

    /** A row in the audit log: a host was made to trust what this server signs. */
    public void trustInstalled(Target name, String actor, Instant at) {
        audit(new AuditRow(actor, "host.trust-installed", name.text(), Map.of(), at));
    }

    private void audit(AuditRow row) {
        transactions.write(session -> {
            row.addTo(session);
            return row;
        });
    }

    public Optional<Host> find(Target name) {
        return transactions.read(session -> find(session, name));
    }

    private static Optional<Host> find(Session session, Target name) {
        List<Host> found = session.list(
                session.query("SELECT * FROM hosts WHERE name = :name").bind("name", name.text()), Hosts::host);
        return withGroups(session, found).stream().findFirst();
    }

    /** Whether a secret is one to log in on a host with. */
    public boolean logInWith(String secret) {
        return transactions.read(session -> session.exists(
                session.query("SELECT 1 FROM hosts WHERE key_secret = :secret OR passphrase_secret = :secret LIMIT 1")
                        .bind("secret", secret)));
    }

    /** Whether there is a host of that name. */
    public boolean exists(Target name) {
        return transactions.read(session -> session.exists(
                session.query("SELECT 1 FROM hosts WHERE name = :name").bind("name", name.text())));
    }

    /** Those of the names that hosts have. */
    public Set<Target> known(Collection<Target> names) {
        List<String> texts = names.stream().map(Target::text).distinct().toList();
        Set<Target> known = new HashSet<>();
        for (int from = 0; from < texts.size(); from += NAMES_AT_ONCE) {
            List<String> some = texts.subList(from, Math.min(from + NAMES_AT_ONCE, texts.size()));
            known.addAll(transactions.read(session -> session.list(
                    session.query("SELECT name FROM hosts WHERE name IN (<names>)")
                            .bindList("names", some),
                    row -> new Target(row.text("name")))));
        }
        return known;
    }

    /**
     * A page of hosts by name.
     *
     * @param group of which they are; empty for all
     * @param limit 1 to {@value Page#MAX_LIMIT}
     * @throws InvalidException naming {@code cursor}
     */
    public Page<Host> list(Optional<GroupName> group, Optional<String> cursor, int limit) throws InvalidException {
        String after = Cursor.name(LIST, cursor);
        String sql = group.isPresent()
                ? "SELECT h.* FROM host_groups g JOIN hosts h ON h.name = g.host"
                        + " WHERE g.group_name = :group AND g.host > :after ORDER BY g.host LIMIT :limit"
                : "SELECT * FROM hosts WHERE name > :after ORDER BY name LIMIT :limit";
        return Page.of(
                transactions.read(session -> withGroups(
                        session,
                        session.list(
                                session.query(sql)
                                        .bind("group", group.map(GroupName::text))
                                        .bind("after", after)
                                        .bind("limit", Page.checked(limit) + 1),
                                Hosts::host))),
                limit,
                host -> Cursor.of(LIST, host.name()));
    }

    /**
     * The names of a group's hosts, sorted.
     *
     * @param limit how many at most
     */
    public List<Target> namesIn(GroupName group, int limit) {
        return transactions.read(session -> session.list(
                session.query("SELECT host FROM host_groups WHERE group_name = :group ORDER BY host LIMIT :limit")
                        .bind("group", group.text())
                        .bind("limit", limit),
                row -> new Target(row.text("host"))));
    }

    private static List<Host> withGroups(Session session, List<Host> hosts) {
        if (hosts.isEmpty()) {
            return hosts;
        }
        Map<String, List<GroupName>> groups = new HashMap<>();
        session.list(
                        session.query("SELECT host, group_name FROM host_groups WHERE host IN (<hosts>)"
                                        + " ORDER BY host, group_name")
                                .bindList(
                                        "hosts",
                                        hosts.stream()
                                                .map(host -> host.name().text())
                                                .toList()),
                        row -> Map.entry(row.text("host"), new GroupName(row.text("group_name"))))
                .forEach(row -> groups.computeIfAbsent(row.getKey(), _ -> new ArrayList<>())
                        .add(row.getValue()));
        return hosts.stream()
                .map(host -> new Host(
                        host.name(),
                        host.address(),
                        groups.getOrDefault(host.name().text(), List.of()),
                        host.labels(),
                        host.login(),
                        host.platform(),
                        host.createdAt(),
                        host.seenAt()))
                .toList();
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
                HostAddress.parse(row.text("address")),
                List.of(),
                Json.texts(row.text("labels")),
                new HostLogin(row.optionalText("key_secret"), row.optionalText("passphrase_secret")),
                row.optionalText("platform"),
                row.instant("created_at"),
                row.optionalInstant("seen_at"));
    }
}
