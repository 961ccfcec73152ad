package cronium.server.api;

import cronium.payload.manifest.DurationText;
import cronium.server.domain.InvalidException;
import cronium.server.domain.Scope;
import cronium.server.domain.Token;
import cronium.server.domain.TokenName;
import cronium.server.store.Database;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tokens: list, make, revoke. A secret is answered once, by the call that made it. */
final class TokenRoutes {
    private static final String TOKENS = Routes.API + "/tokens";
    private static final List<String> SCOPES =
            Arrays.stream(Scope.values()).map(Scope::text).toList();

    private final Database database;
    private final InstantSource clock;
    private final SecureRandom random;

    TokenRoutes(Database database, InstantSource clock, SecureRandom random) {
        this.database = database;
        this.clock = clock;
        this.random = random;
    }

    List<Route> routes() {
        return List.of(
                Route.get(TOKENS, Access.ADMIN, this::list).query("cursor", "limit"),
                Route.post(TOKENS, Access.ADMIN, Route.Body.SMALL, this::create),
                Route.delete(TOKENS + "/{token}", Access.ADMIN, this::revoke));
    }

    private void list(Call call) throws Exception {
        Query query = call.query();
        Optional<String> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        call.ok(Pages.json(database.tokens().list(cursor, limit), TokenRoutes::json));
    }

    private void create(Call call) throws Exception {
        TokenSecret secret = TokenSecret.random(random);
        Token token = token(call.body(), secret);
        if (!database.tokens().create(token, call.actor())) {
            throw ProblemKind.NAME_TAKEN.with("expected a name that no token has or had, found " + token.name());
        }
        call.header("Cache-Control", "no-store");
        call.answer(201, json(token).put("token", secret.reveal()));
    }

    private Token token(JsonNode body, TokenSecret secret) throws InvalidException {
        Fields fields = Fields.of(body, "name", "scope", "expiresIn");
        String name = fields.required("name", Integer.MAX_VALUE, TokenName::fault);
        String scope = fields.required("scope", Integer.MAX_VALUE, Texts.oneOf(SCOPES));
        Duration lifetime = fields.reading().duration("expiresIn", DurationText.MAX, Duration.ofNanos(1));
        if (lifetime.isZero()) {
            fields.refuse("expiresIn", "expected a duration over 0, found 0s");
        }
        fields.check();
        Instant now = clock.instant();
        return new Token(
                new TokenName(name),
                Scope.valueOf(scope.toUpperCase(Locale.ROOT)),
                secret.hash(),
                now,
                fields.reading().has("expiresIn") ? Optional.of(now.plus(lifetime)) : Optional.empty(),
                Optional.empty());
    }

    private void revoke(Call call) throws Exception {
        TokenName name = PathValues.token(call);
        if (!database.tokens().revoke(name, call.actor(), clock.instant())) {
            throw ProblemKind.NOT_FOUND.with("expected a token " + name + " that is not revoked, found none");
        }
        call.noContent();
    }

    private static ObjectNode json(Token token) {
        ObjectNode json = Json.object()
                .put("name", token.name().text())
                .put("scope", token.scope().text())
                .put("createdAt", Json.time(token.createdAt()));
        Json.putTime(json, "expiresAt", token.expiresAt());
        Json.putTime(json, "revokedAt", token.revokedAt());
        return json;
    }
}
