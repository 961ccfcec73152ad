package cronium.server.store;

import static cronium.server.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cronium.server.domain.AuditEntry;
import cronium.server.domain.Bytes;
import cronium.server.domain.Deployment;
import cronium.server.domain.GroupName;
import cronium.server.domain.Host;
import cronium.server.domain.HostAddress;
import cronium.server.domain.HostLogin;
import cronium.server.domain.InvalidException;
import cronium.server.domain.RunnerBinary;
import cronium.server.domain.Scope;
import cronium.server.domain.Target;
import cronium.server.domain.Token;
import cronium.server.domain.TokenName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens, secrets, hosts, runners, answers, and the rows that their changes leave in the audit log. */
@ParameterizedClass
@EnumSource
class OtherTablesTest {
    private static final Instant AT = NOW.truncatedTo(ChronoUnit.MICROS);

    @RegisterExtension
    final TestDatabases databases;

    private final Samples samples = new Samples();

    OtherTablesTest(DatabaseKind kind) {
        databases = new TestDatabases(kind);
    }

    private List<String> actions() throws InvalidException {
        return databases.database().audit().list(AuditFilter.ALL, Optional.empty(), 100).items().reversed().stream()
                .map(row -> row.action() + " " + row.subject())
                .toList();
    }

    private Token token(String name) {
        return new Token(
                new TokenName(name),
                Scope.OPERATOR,
                samples.sha256(),
                AT,
                Optional.of(AT.plusSeconds(1)),
                Optional.empty());
    }

    @Test
    void tokensAreFoundByTheirHashAndTheirNamesAreUsedOnce() throws InvalidException {
        Tokens tokens = databases.database().tokens();
        Token ci = token("ci");

        assertThat(tokens.create(ci, "admin")).isTrue();
        assertThat(tokens.create(token("ci"), "admin")).isFalse();
        assertThat(tokens.create(token("bob"), "admin")).isTrue();
        assertThat(tokens.findByHash(ci.hash())).contains(ci);
        assertThat(tokens.findByHash(samples.sha256())).isEmpty();
        assertThat(tokens.revoke(ci.name(), "admin", AT)).isTrue();
        assertThat(tokens.revoke(ci.name(), "admin", AT)).isFalse();
        assertThat(tokens.findByHash(ci.hash()).orElseThrow().revokedAt()).contains(AT);
        Page<Token> first = tokens.list(Optional.empty(), 1);
        assertThat(first.items()).extracting(token -> token.name().text()).containsExactly("bob");
        assertThat(tokens.list(first.next(), 1).items())
                .extracting(token -> token.name().text())
                .containsExactly("ci");
        assertThat(actions()).containsExactly("token.created ci", "token.created bob", "token.revoked ci");
    }

    @Test
    void secretsAreReplacedListedWithoutTheirValuesAndDeleted() throws InvalidException {
        Secrets secrets = databases.database().secrets();

        secrets.put("KEY", Bytes.of(new byte[] {0, -1}), "admin", AT);
        secrets.put("KEY", Bytes.of(new byte[] {7}), "admin", AT.plusSeconds(1));
        assertThat(secrets.get("KEY")).contains(Bytes.of(new byte[] {7}));
        assertThat(secrets.list(Optional.empty(), 10).items())
                .containsExactly(new StoredSecret("KEY", AT, AT.plusSeconds(1)));
        assertThat(secrets.delete("KEY", "admin", AT)).isTrue();
        assertThat(secrets.delete("KEY", "admin", AT)).isFalse();
        assertThat(secrets.get("KEY")).isEmpty();
        assertThat(actions()).containsExactly("secret.saved KEY", "secret.saved KEY", "secret.deleted KEY");
    }

    private static Host host(
            String name, String address, List<String> groups, Map<String, String> labels, Instant createdAt) {
        return new Host(
                new Target(name),
                HostAddress.parse(address),
                groups.stream().map(GroupName::new).toList(),
                labels,
                HostLogin.USUAL,
                Optional.empty(),
                createdAt,
                Optional.empty());
    }

    @Test
    void aHostNamesTheSecretsThatItIsLoggedInWith() throws InvalidException {
        Hosts hosts = databases.database().hosts();
        Host plain = host("web1", "web1", List.of(), Map.of(), AT);
        HostLogin login = new HostLogin(Optional.of("DEPLOY_KEY"), Optional.of("DEPLOY_PASSPHRASE"));
        Host saved = new Host(
                plain.name(), plain.address(), List.of(), Map.of(), login, Optional.empty(), AT, Optional.empty());
        assertThat(hosts.save(saved, "admin", AT)).isEqualTo(saved);
        assertThat(hosts.list(Optional.empty(), Optional.empty(), 10).items()).containsExactly(saved);
        assertThat(hosts.logInWith("DEPLOY_KEY")).isTrue();
        assertThat(hosts.logInWith("DEPLOY_PASSPHRASE")).isTrue();
        assertThat(hosts.logInWith("OTHER")).isFalse();
        assertThat(hosts.save(plain, "admin", AT)).isEqualTo(plain);
        assertThat(hosts.logInWith("DEPLOY_KEY")).isFalse();
        assertThat(databases
                        .database()
                        .audit()
                        .list(AuditFilter.ALL, Optional.empty(), 100)
                        .items())
                .extracting(AuditEntry::detail)
                .anyMatch(detail -> detail.contains("DEPLOY_PASSPHRASE"));
    }

    @Test
    void hostsAreListedByGroupInPages() throws InvalidException {
        Hosts hosts = databases.database().hosts();
        Optional<GroupName> web = Optional.of(new GroupName("web"));
        for (int i = 1; i <= 5; i++) {
            hosts.save(
                    host("h" + i, "h" + i, i % 2 == 0 ? List.of("db") : List.of("all", "web"), Map.of(), AT),
                    "admin",
                    AT);
        }
        Page<Host> first = hosts.list(web, Optional.empty(), 2);
        assertThat(first.items()).extracting(host -> host.name().text()).containsExactly("h1", "h3");
        assertThat(first.items())
                .allSatisfy(host ->
                        assertThat(host.groups()).extracting(GroupName::text).containsExactly("all", "web"));
        assertThat(hosts.list(web, first.next(), 2).items())
                .extracting(host -> host.name().text())
                .containsExactly("h5");
        assertThat(hosts.list(Optional.empty(), Optional.empty(), 10).items())
                .extracting(host -> host.groups().size())
                .containsExactly(2, 1, 2, 1, 2);
        assertThat(hosts.namesIn(web.get(), 2)).extracting(Target::text).containsExactly("h1", "h3");
        hosts.delete(new Target("h1"), "admin", AT);
        assertThat(hosts.namesIn(web.get(), 10)).extracting(Target::text).containsExactly("h3", "h5");
        assertThat(hosts.exists(new Target("h1"))).isFalse();
        assertThat(hosts.exists(new Target("h3"))).isTrue();
    }

    @Test
    void runnersInUseAreThoseOfThePlatformThatWereNotRetiredNewestFirst() {
        Runners runners = databases.database().runners();
        List<RunnerBinary> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            RunnerBinary runner = new RunnerBinary(
                    i == 3 ? "linux/arm64" : "linux/amd64",
                    "1." + i,
                    samples.sha256(),
                    5,
                    "sig",
                    AT.plusSeconds(i),
                    Optional.empty());
            runners.register(runner, "admin");
            all.add(runner);
        }
        runners.retire(all.get(1).sha256(), "admin", AT);
        assertThat(runners.active("linux/amd64", 10)).containsExactly(all.get(2), all.get(0));
        assertThat(runners.active("linux/amd64", 1)).containsExactly(all.get(2));
    }

    @Test
    void hostsAndWhatIsDeployedOnThem() throws InvalidException {
        Database database = databases.database();
        Target web = new Target("web1");
        Host host = host("web1", "10.0.0.1:22", List.of("all", "web"), Map.of("rack", "ı"), AT);
        RunnerBinary runner = new RunnerBinary("linux/amd64", "1.0", samples.sha256(), 5, "sig", AT, Optional.empty());

        assertThat(database.hosts().save(host, "admin", AT)).isEqualTo(host);
        assertThat(database.hosts().seen(web, "linux/amd64", AT)).isTrue();
        assertThat(database.hosts().seen(new Target("web2"), "linux/amd64", AT)).isFalse();
        Host moved = host("web1", "[2001:db8::1]:22", List.of("web"), Map.of(), AT.plusSeconds(9));
        assertThat(database.hosts().save(moved, "admin", AT))
                .isEqualTo(new Host(
                        web,
                        moved.address(),
                        moved.groups(),
                        Map.of(),
                        HostLogin.USUAL,
                        Optional.of("linux/amd64"),
                        AT,
                        Optional.of(AT)));
        assertThat(database.runners().register(runner, "admin")).isTrue();
        assertThat(database.runners().register(runner, "admin")).isFalse();
        assertThat(database.runners().find(runner.sha256())).contains(runner);
        database.runners().deployed(new Deployment(web, runner.sha256(), AT));
        database.runners().deployed(new Deployment(web, runner.sha256(), AT.plusSeconds(1)));
        assertThat(database.runners().deployments(web, Optional.empty(), 10).items())
                .containsExactly(new Deployment(web, runner.sha256(), AT.plusSeconds(1)));
        assertThat(database.runners().retire(runner.sha256(), "admin", AT)).isTrue();
        assertThat(database.runners().retire(runner.sha256(), "admin", AT)).isFalse();
        assertThat(database.hosts().delete(web, "admin", AT)).isTrue();
        assertThat(database.hosts().delete(web, "admin", AT)).isFalse();
        assertThat(database.runners().deployments(web, Optional.empty(), 10).items())
                .isEmpty();
        assertThat(actions())
                .containsExactly(
                        "host.saved web1",
                        "host.saved web1",
                        "runner.registered " + runner.sha256(),
                        "runner.retired " + runner.sha256(),
                        "host.deleted web1");
    }

    @Test
    void runnersAreListedNewestFirstAlsoOfOneTime() throws InvalidException {
        Runners runners = databases.database().runners();
        for (int i = 0; i < 3; i++) {
            runners.register(
                    new RunnerBinary("linux/amd64", "1." + i, samples.sha256(), 5, "sig", AT, Optional.empty()),
                    "admin");
        }
        Page<RunnerBinary> first = runners.list(Optional.empty(), 2);
        assertThat(first.items()).extracting(RunnerBinary::version).containsExactly("1.2", "1.1");
        assertThat(runners.list(first.next(), 2).items())
                .extracting(RunnerBinary::version)
                .containsExactly("1.0");
    }

    @Test
    void anAnswerIsKeptUntilItExpires() {
        Idempotency idempotency = databases.database().idempotency();
        Answer first = new Answer("a", 201, "{}", AT.plusSeconds(10));
        Answer second = new Answer("b", 200, "", AT.plusSeconds(30));

        assertThat(idempotency.find("ci", "key", AT)).isEmpty();
        assertThat(idempotency.remember("ci", "key", first, AT)).isTrue();
        assertThat(idempotency.remember("ci", "key", second, AT)).isFalse();
        assertThat(idempotency.find("ci", "key", AT)).contains(first);
        assertThat(idempotency.find("bob", "key", AT)).isEmpty();
        assertThat(idempotency.find("ci", "key", AT.plusSeconds(10))).isEmpty();
        assertThat(idempotency.remember("ci", "key", second, AT.plusSeconds(10)))
                .isTrue();
        assertThat(idempotency.find("ci", "key", AT.plusSeconds(10))).contains(second);
        idempotency.remember("ci", "other", first, AT);
        assertThat(idempotency.removeExpired(AT.plusSeconds(60), 1)).isEqualTo(1);
        assertThat(idempotency.removeExpired(AT.plusSeconds(60), 10)).isEqualTo(1);
        assertThat(idempotency.removeExpired(AT.plusSeconds(60), 10)).isZero();
    }

    @Test
    void theAuditLogIsFilteredAndReadInPages() throws InvalidException {
        AuditLog audit = databases.database().audit();
        for (int i = 0; i < 5; i++) {
            audit.add(i % 2 == 0 ? "ci" : "bob", "pruned", "s" + i, Map.of("n", i, "text", "\""), AT);
        }
        AuditFilter ci = new AuditFilter(Optional.of("ci"), Optional.of("pruned"), Optional.empty());
        Page<AuditEntry> first = audit.list(ci, Optional.empty(), 2);
        assertThat(first.items()).extracting(AuditEntry::subject).containsExactly("s4", "s2");
        assertThat(first.items().getFirst().detail()).isEqualTo("{\"n\":4,\"text\":\"\\\"\"}");
        assertThat(audit.list(ci, first.next(), 2).items())
                .extracting(AuditEntry::subject)
                .containsExactly("s0");
        AuditFilter strange = new AuditFilter(Optional.of("\u0000"), Optional.empty(), Optional.of("\uD800"));
        assertThat(audit.list(strange, Optional.empty(), 2).items()).isEmpty();
        assertThat(catchThrowableOfType(
                        InvalidException.class, () -> audit.list(ci, Optional.of(Cursor.of("audit", "x")), 2)))
                .hasMessageContaining("cursor");
    }
}
