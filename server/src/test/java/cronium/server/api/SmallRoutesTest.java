package cronium.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.server.domain.Outcome;
import cronium.server.domain.Scope;
import cronium.server.runners.RunnerChoice;
import cronium.server.secrets.SecretName;
import cronium.server.secrets.SecretVault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Hosts, runners, payloads, secrets, tokens, the audit log, health and figures. */
class SmallRoutesTest {
    private static final String API = "/api/v1";
    private static final String SHA256 = "0123456789abcdef".repeat(4);

    @TempDir
    Path directory;

    private Api api;
    private Client client;
    private OpenApiDocument document;

    @BeforeEach
    void start() throws Exception {
        api = new Api(directory);
        client = api.client;
        document = OpenApiDocument.read();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private JsonNode checked(String operation, Reply reply, int status) {
        assertThat(document.faults(operation, reply)).isEmpty();
        return reply.json(status);
    }

    @Test
    void hostsAreKeptAndChanged() throws Exception {
        String body =
                "{\"address\": \"deploy@web-1.example:22\", \"groups\": [\"web\", \"all\", \"web\"], \"labels\": {\"rack\": \"a1\"}, \"keySecret\": \"KEY\", \"passphraseSecret\": \"PHRASE\", \"platform\": \"linux/amd64\"}";
        Reply added = client.put(API + "/hosts/web-1", body);
        assertThat(checked("saveHost", added, 201).get("groups").toString()).isEqualTo("[\"all\",\"web\"]");
        assertThat(client.get(API + "/hosts?group=web").json(200).get("items"))
                .extracting(host -> host.get("keySecret").stringValue()
                        + host.get("passphraseSecret").stringValue())
                .containsExactly("KEYPHRASE");
        assertThat(client.get(API + "/hosts?group=db").json(200).get("items")).isEmpty();
        assertThat(added.header("Location")).contains(API + "/hosts/web-1");
        checked(
                "saveHost",
                client.put(API + "/hosts/web-1", "{\"name\": \"web-1\", \"address\": \"web-1.example\"}"),
                200);
        JsonNode host = checked("getHost", client.get(API + "/hosts/web-1"), 200);
        assertThat(host.get("address").stringValue()).isEqualTo("web-1.example");
        assertThat(host.get("labels")).isEmpty();
        assertThat(host.has("keySecret")).isFalse();
        assertThat(host.get("groups")).isEmpty();
        assertThat(client.get(API + "/hosts?group=web").json(200).get("items")).isEmpty();
        assertThat(client.get(API + "/hosts?group=W").fields()).containsExactly("group");
        assertThat(checked("listHosts", client.get(API + "/hosts"), 200).get("items"))
                .hasSize(1);
        assertThat(client.put(
                                API + "/hosts/web-1",
                                "{\"name\": \"web-2\", \"address\": \"-oProxyCommand=x\", \"groups\": [\"a\", \"B\"], \"labels\": {\"a\": 1, \"\": \"x\"}, \"keySecret\": \"deploy-key\", \"passphraseSecret\": 1, \"platform\": \"linux/amd46\", \"x\": 1}")
                        .fields())
                .containsExactlyInAnyOrder(
                        "name",
                        "address",
                        "groups[1]",
                        "labels.a",
                        "labels.",
                        "keySecret",
                        "passphraseSecret",
                        "platform",
                        "x");
        assertThat(client.put(API + "/hosts/local", body).fields()).containsExactly("host");
        assertThat(client.put(API + "/hosts/group:a", body).fields()).containsExactly("host");
        client.delete(API + "/hosts/web-1").expect(204);
        client.delete(API + "/hosts/web-1").expect(ProblemKind.NOT_FOUND);
        client.get(API + "/hosts/web-1").expect(ProblemKind.NOT_FOUND);
    }

    @Test
    void runnersAreRegisteredOnceAndRetired() throws Exception {
        String body = "{\"platform\": \"linux/arm64\", \"version\": \"0.1.0\", \"sha256\": \"" + SHA256
                + "\", \"size\": 1000, \"signature\": \"AAAA\"}";
        JsonNode first = checked("registerRunner", client.post(API + "/runners", body), 201);
        JsonNode again = checked("registerRunner", client.post(API + "/runners", body), 200);
        assertThat(again.get("sha256")).isEqualTo(first.get("sha256"));
        assertThat(checked("listRunners", client.get(API + "/runners"), 200).get("items"))
                .hasSize(1);
        JsonNode retired = checked("retireRunner", client.post(API + "/runners/" + SHA256 + "/retire", ""), 200);
        assertThat(retired.get("retiredAt")).isNotNull();
        client.post(API + "/runners/" + SHA256 + "/retire", "").expect(200);
        client.post(API + "/runners/" + "0".repeat(64) + "/retire", "").expect(ProblemKind.NOT_FOUND);
        assertThat(client.post(API + "/runners/x/retire", "").fields()).containsExactly("sha256");
        assertThat(client.post(
                                API + "/runners",
                                "{\"platform\": \"linux\", \"sha256\": \"x\", \"size\": 0, \"signature\": \"?\"}")
                        .fields())
                .containsExactlyInAnyOrder("platform", "version", "sha256", "size", "signature");
    }

    @Test
    void theFileOfARunnerIsTakenOnlyAsItWasRegistered() throws Exception {
        byte[] file = new byte[200_000];
        new Random(7).nextBytes(file);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        String path = API + "/runners/" + sha256 + "/content";
        String[] bytes = {"Content-Type", "application/octet-stream"};
        client.send("PUT", path, file, bytes).expect(ProblemKind.NOT_FOUND);
        JsonNode registered = client.post(
                        API + "/runners",
                        "{\"platform\": \"linux/amd64\", \"version\": \"0.1.0\", \"sha256\": \"" + sha256
                                + "\", \"size\": 200000, \"signature\": \"AAAA\"}")
                .json(201);
        assertThat(registered.get("content").booleanValue()).isFalse();
        RunnerChoice choice = new RunnerChoice(api.database, api.runnerFiles);
        assertThat(choice.forPlatform("linux/amd64")).isEmpty();

        client.send("PUT", path, file).expect(ProblemKind.UNSUPPORTED_MEDIA_TYPE);
        client.send("PUT", path, "{}").expect(ProblemKind.UNSUPPORTED_MEDIA_TYPE);
        byte[] other = file.clone();
        other[5]++;
        assertThat(client.send("PUT", path, other, bytes).text()).contains("expected a file of sha256 " + sha256);
        assertThat(client.send("PUT", path, Arrays.copyOf(file, 199_999), bytes).text())
                .contains("expected a file of 200000 bytes, found 199999");
        assertThat(client.with(api.token(Scope.OPERATOR))
                        .send("PUT", path, file, bytes)
                        .status())
                .isEqualTo(403);
        assertThat(api.runnerFiles.find(sha256)).isEmpty();

        JsonNode stored = checked("storeRunner", client.send("PUT", path, file, bytes), 200);
        assertThat(stored.get("content").booleanValue()).isTrue();
        client.send("PUT", path, file, bytes).expect(200);
        assertThat(api.runnerFiles.find(sha256).orElseThrow()).hasBinaryContent(file);
        assertThat(choice.forPlatform("linux/amd64").orElseThrow().file()).hasBinaryContent(file);
        assertThat(choice.forPlatform("linux/arm64")).isEmpty();
        assertThat(client.get(API + "/audit?action=runner.stored").json(200).get("items"))
                .hasSize(1);
        client.post(API + "/runners/" + sha256 + "/retire", "").expect(200);
        assertThat(choice.forPlatform("linux/amd64")).isEmpty();
    }

    @Test
    void oldPayloadsArePrunedAndTheNewestStays() throws Exception {
        for (int i = 0; i < 4; i++) {
            client.put(
                    API + "/events/hello",
                    EventBodies.minimal().put("description", "v" + i).toString());
        }
        assertThat(checked("listPayloads", client.get(API + "/payloads"), 200).get("items"))
                .hasSize(4);
        JsonNode dry = checked(
                "prunePayloads", client.post(API + "/payloads/prune", "{\"keepNewest\": 2, \"dryRun\": true}"), 200);
        assertThat(dry.get("removed")).hasSize(2);
        assertThat(api.payloads.all()).hasSize(4);
        JsonNode pruned = checked("prunePayloads", client.post(API + "/payloads/prune", "{\"keepNewest\": 2}"), 200);
        assertThat(pruned.get("bytes").longValue())
                .isEqualTo(dry.get("bytes").longValue())
                .isPositive();
        assertThat(pruned.get("more").booleanValue()).isFalse();
        assertThat(api.payloads.all()).hasSize(2);
        checked("prunePayloads", client.post(API + "/payloads/prune", "{\"olderThan\": \"0s\"}"), 200);
        assertThat(api.payloads.all()).hasSize(1);
        client.get(API + "/events/hello/versions/1/payload").expect(200);
        assertThat(client.get(API + "/payloads")
                        .json(200)
                        .get("items")
                        .valueStream()
                        .filter(payload -> payload.get("removedAt") == null)
                        .count())
                .isEqualTo(2);
        assertThat(client.post(API + "/payloads/prune", "{}").fields()).containsExactly("");
        assertThat(client.post(
                                API + "/payloads/prune",
                                "{\"olderThan\": \"old\", \"keepNewest\": 0, \"dryRun\": \"no\"}")
                        .fields())
                .containsExactlyInAnyOrder("olderThan", "keepNewest", "dryRun");
    }

    @Test
    void secretsGoInAndAreNeverAnswered() throws Exception {
        String value = "hunter2-and-more";
        client.put(API + "/secrets/API_KEY", "{\"text\": \"" + value + "\"}").expect(204);
        client.put(API + "/secrets/BLOB", "{\"content\": \"AgH/\"}").expect(204);
        Reply list = client.get(API + "/secrets");
        assertThat(checked("listSecrets", list, 200).get("items")).hasSize(2);
        assertThat(list.text()).doesNotContain(value);
        assertThat(client.get(API + "/audit").expect(200).text())
                .contains("API_KEY")
                .doesNotContain(value);
        SecretVault vault = SecretVault.open(
                directory.resolve("secrets.key"), Optional.empty(), api.database.secrets(), Clock.systemUTC());
        assertThat(vault.get(new SecretName("API_KEY")))
                .hasValueSatisfying(found -> assertThat(found).asString().isEqualTo(value));
        assertThat(vault.get(new SecretName("BLOB"))).contains(new byte[] {2, 1, (byte) 0xff});
        for (String body :
                new String[] {"{}", "{\"text\": \"a\", \"content\": \"YQ==\"}", "{\"text\": 1}", "{\"text\": \"\"}"}) {
            assertThat(client.put(API + "/secrets/API_KEY", body).fields()).contains("text");
        }
        // In an environment it would end the value.
        assertThat(client.put(API + "/secrets/API_KEY", "{\"text\": \"a\\u0000b\"}")
                        .fields())
                .containsExactly("text");
        Reply refused = client.put(API + "/secrets/API_KEY", "{\"content\": \"" + value + "!\"}");
        assertThat(refused.fields()).containsExactly("content");
        assertThat(refused.text()).doesNotContain(value);
        String broken = client.put(API + "/secrets/API_KEY", "{\"text\": \"" + value)
                .expect(ProblemKind.MALFORMED_JSON)
                .text();
        assertThat(broken).doesNotContain(value);
        assertThat(client.put(API + "/secrets/not-a-name", "{\"text\": \"x\"}").fields())
                .containsExactly("secret");
        client.delete(API + "/secrets/API_KEY").expect(204);
        client.delete(API + "/secrets/API_KEY").expect(ProblemKind.NOT_FOUND);
    }

    @Test
    void aTokenIsShownOnceAndLetsInUntilItIsRevoked() throws Exception {
        Reply made = client.post(API + "/tokens", "{\"name\": \"ci\", \"scope\": \"viewer\", \"expiresIn\": \"30d\"}");
        JsonNode token = checked("createToken", made, 201);
        String secret = token.get("token").stringValue();
        assertThat(made.header("Cache-Control")).contains("no-store");
        assertThat(token.get("expiresAt")).isNotNull();
        Reply list = client.get(API + "/tokens");
        assertThat(checked("listTokens", list, 200).get("items")).hasSize(4);
        assertThat(list.text()).doesNotContain(secret).doesNotContain("hash");
        client.with(secret).get(API + "/events").expect(200);
        client.with(secret).get(API + "/tokens").expect(ProblemKind.FORBIDDEN);
        client.post(API + "/tokens", "{\"name\": \"ci\", \"scope\": \"viewer\"}")
                .expect(ProblemKind.NAME_TAKEN);
        client.delete(API + "/tokens/ci").expect(204);
        client.with(secret).get(API + "/events").expect(ProblemKind.UNAUTHENTICATED);
        client.delete(API + "/tokens/ci").expect(ProblemKind.NOT_FOUND);
        client.post(API + "/tokens", "{\"name\": \"ci\", \"scope\": \"viewer\"}")
                .expect(ProblemKind.NAME_TAKEN);
        assertThat(client.post(
                                API + "/tokens",
                                "{\"name\": \"C I\", \"scope\": \"root\", \"expiresIn\": \"0s\", \"expires\": 1}")
                        .fields())
                .containsExactlyInAnyOrder("name", "scope", "expiresIn", "expires");
        assertThat(client.post(API + "/tokens", "{\"name\": \"x\", \"scope\": \"viewr\"}")
                        .text())
                .contains("did you mean 'viewer'?");
    }

    @Test
    void theAuditLogHasWhoChangedWhat() throws Exception {
        client.with(api.token(Scope.OPERATOR))
                .put(API + "/events/hello", EventBodies.minimal().toString())
                .expect(201);
        client.put(API + "/secrets/A", "{\"text\": \"x\"}").expect(204);
        JsonNode entries = checked("listAudit", client.get(API + "/audit?subject=hello"), 200)
                .get("items");
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).get("actor").stringValue()).isEqualTo("operator");
        assertThat(entries.get(0).get("action").stringValue()).isEqualTo("event.saved");
        assertThat(client.get(API + "/audit?actor=nobody").json(200).get("items"))
                .isEmpty();
        assertThat(client.get(API + "/audit?action=&actor=%07").fields()).containsExactlyInAnyOrder("action", "actor");
    }

    @Test
    void healthTellsWhatIsMissing() throws Exception {
        Client anybody = client.with("");
        checked("getLiveness", anybody.get("/health/live"), 200);
        checked("getReadiness", anybody.get("/health/ready"), 200);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("ready"));
        }
        api.database.close();
        anybody.get("/health/ready").expect(ProblemKind.NOT_READY);
        anybody.get("/health/live").expect(200);
        client.get(API + "/events").expect(ProblemKind.DATABASE);
    }

    @Test
    void figuresAreCountedByRouteAndOutcome() throws Exception {
        client.get(API + "/events/none").expect(404);
        client.put(API + "/events/hello", EventBodies.minimal().toString()).expect(201);
        client.post(API + "/events/hello/executions", "").expect(201);
        api.metrics.executionEnded(Outcome.TIMED_OUT);
        String figures =
                client.with(api.token(Scope.VIEWER)).get("/metrics").expect(200).text();
        assertThat(figures)
                .contains(
                        "cronium_http_requests_seconds_count{method=\"GET\",route=\"/api/v1/events/{event}\",status=\"404\"} 1")
                .contains("cronium_executions_ended_total{outcome=\"timed-out\"} 1")
                .contains("cronium_executions_ended_total{outcome=\"lost\"} 0")
                .contains("cronium_executions_queued 1")
                .contains("jvm_memory_used_bytes");
    }
}
