package cronium.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cronium.server.domain.Scope;
import cronium.server.domain.Token;
import cronium.server.domain.TokenName;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in. */
class AccessTest {
    @TempDir
    Path directory;

    private Api api;

    @BeforeEach
    void start() throws Exception {
        api = new Api(directory);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    /** A call of the route with values that name nothing. */
    static String path(Route route) {
        return route.path()
                .replace("{event}", "nothing")
                .replace("{version}", "1")
                .replace("{execution}", "0198a5b0-0000-7000-8000-000000000000")
                .replace("{host}", "nothing")
                .replace("{secret}", "NOTHING")
                .replace("{token}", "nothing")
                .replace("{rollout}", "0198a5b0-0000-7000-8000-000000000000")
                .replace("{sha256}", "0".repeat(64));
    }

    @Test
    void everyRouteAsksForItsScopeAndNoMore() throws Exception {
        for (Route route : api.server.routes()) {
            for (Scope scope : Scope.values()) {
                boolean allowed = route.access().scope().map(scope::covers).orElse(true);
                Reply reply = api.client.with(api.token(scope)).send(route.method(), path(route), "");
                if (allowed) {
                    assertThat(reply.status()).as(route + " as " + scope).isNotIn(401, 403);
                } else {
                    reply.expect(ProblemKind.FORBIDDEN);
                }
            }
        }
    }

    @Test
    void withoutATokenOnlyOpenRoutesAnswer() throws Exception {
        int refused = 0;
        for (Route route : api.server.routes()) {
            if (refused < FailureLimit.BURST - 2 || route.access() == Access.NONE) {
                Reply reply = api.client.with("").send(route.method(), path(route), "");
                if (route.access() == Access.NONE) {
                    reply.expect(200);
                } else {
                    refused++;
                    reply.expect(ProblemKind.UNAUTHENTICATED);
                    assertThat(reply.header("WWW-Authenticate")).contains("Bearer realm=\"cronium\"");
                }
            }
        }
        assertThat(api.client.with("").send("HEAD", "/api/v1/events", "").status())
                .isEqualTo(401);
    }

    @Test
    void tokensThatAreUnknownExpiredRevokedOrNoneAreRefusedAlike() throws Exception {
        SecureRandom random = new SecureRandom();
        TokenSecret expired = TokenSecret.random(random);
        Instant now = Instant.now();
        api.database
                .tokens()
                .create(
                        new Token(
                                new TokenName("expired"),
                                Scope.ADMIN,
                                expired.hash(),
                                now.minusSeconds(60),
                                Optional.of(now.minusSeconds(1)),
                                Optional.empty()),
                        "test");
        TokenSecret revoked = TokenSecret.random(random);
        api.database
                .tokens()
                .create(
                        new Token(
                                new TokenName("revoked"),
                                Scope.ADMIN,
                                revoked.hash(),
                                now,
                                Optional.empty(),
                                Optional.empty()),
                        "test");
        api.client.with(revoked.reveal()).get("/api/v1/events").expect(200);
        api.client.delete("/api/v1/tokens/revoked").expect(204);
        String unknown = TokenSecret.random(random).reveal();
        String details = "";
        for (String token : new String[] {expired.reveal(), revoked.reveal(), unknown, "crn_short", "x"}) {
            Reply reply = api.client.with(token).get("/api/v1/events").expect(ProblemKind.UNAUTHENTICATED);
            assertThat(reply.header("WWW-Authenticate"))
                    .hasValueSatisfying(value -> assertThat(value).contains("invalid_token"));
            String detail = reply.json().get("detail").stringValue();
            assertThat(details.isEmpty() || details.equals(detail)).as(detail).isTrue();
            details = detail;
        }
    }

    @Test
    void whoFailsTooOftenWaitsButAGoodTokenGetsIn() throws Exception {
        Reply last = api.client.with("bad").get("/api/v1/events");
        for (int i = 0; i < FailureLimit.BURST && last.status() == 401; i++) {
            last = api.client.with("bad").get("/api/v1/events");
        }
        last.expect(ProblemKind.TOO_MANY_FAILURES);
        assertThat(last.header("Retry-After").map(Integer::parseInt))
                .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(1, 3));
        api.client.get("/api/v1/events").expect(200);
        api.client.with(api.token(Scope.VIEWER)).get("/api/v1/events").expect(200);
        api.client.with("bad").get("/api/v1/events").expect(ProblemKind.TOO_MANY_FAILURES);
    }
}
