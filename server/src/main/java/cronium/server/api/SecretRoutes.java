package cronium.server.api;

import cronium.server.domain.InvalidException;
import cronium.server.secrets.SecretName;
import cronium.server.secrets.SecretVault;
import cronium.server.store.StoredSecret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Secrets: their names, and setting and forgetting them. No route answers a value. */
final class SecretRoutes {
    private static final String SECRETS = Routes.API + "/secrets";

    private final SecretVault vault;

    SecretRoutes(SecretVault vault) {
        this.vault = vault;
    }

    List<Route> routes() {
        return List.of(
                Route.get(SECRETS, Access.ADMIN, this::list).query("cursor", "limit"),
                Route.put(SECRETS + "/{secret}", Access.ADMIN, Route.Body.SMALL, this::put),
                Route.delete(SECRETS + "/{secret}", Access.ADMIN, this::delete));
    }

    private static SecretName name(Call call) throws InvalidException {
        return PathValues.value(call, "secret", SecretName::fault, SecretName::new);
    }

    private void list(Call call) throws Exception {
        Query query = call.query();
        Optional<String> cursor = query.cursor();
        int limit = query.limit();
        query.check();
        call.ok(Pages.json(vault.list(cursor, limit), SecretRoutes::json));
    }

    private void put(Call call) throws Exception {
        SecretName name = name(call);
        vault.put(name, value(call.body()), call.actor());
        call.noContent();
    }

    private static byte[] value(JsonNode body) throws InvalidException {
        Fields fields = Fields.of(body, "text", "content");
        if (fields.reading().has("text") == fields.reading().has("content")) {
            fields.refuse(
                    "text",
                    "expected either text or content in base64, found "
                            + (fields.reading().has("text") ? "both" : "neither"));
        }
        // The value is in no message: neither of ours, nor of a decoder.
        Optional<String> text = fields.optional("text", Integer.MAX_VALUE, given -> Optional.empty());
        Optional<String> content = fields.optional("content", Integer.MAX_VALUE, Texts::base64);
        fields.check();
        byte[] value = content.map(given -> Base64.getDecoder().decode(given))
                .orElseGet(() -> text.orElse("").getBytes(StandardCharsets.UTF_8));
        if (value.length < 1 || value.length > SecretVault.MAX_BYTES) {
            throw new InvalidException(
                    text.isPresent() ? "text" : "content",
                    "expected 1 to " + SecretVault.MAX_BYTES + " bytes, found " + value.length);
        }
        for (int i = 0; i < value.length; i++) {
            if (value[i] == 0) {
                // In the runner's list of secrets it ends one, as it does in an environment.
                throw new InvalidException(
                        text.isPresent() ? "text" : "content", "expected no NUL, found one at byte " + (i + 1));
            }
        }
        return value;
    }

    private void delete(Call call) throws Exception {
        SecretName name = name(call);
        if (!vault.delete(name, call.actor())) {
            throw unknown(name);
        }
        call.noContent();
    }

    private static ProblemException unknown(SecretName name) {
        return ProblemKind.NOT_FOUND.with("expected a secret " + name + ", found none of that name");
    }

    private static ObjectNode json(StoredSecret secret) {
        return Json.object()
                .put("name", secret.name())
                .put("createdAt", Json.time(secret.createdAt()))
                .put("updatedAt", Json.time(secret.updatedAt()));
    }
}
