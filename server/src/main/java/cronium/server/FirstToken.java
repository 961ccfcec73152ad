package cronium.server;

import cronium.server.api.TokenSecret;
import cronium.server.domain.Scope;
import cronium.server.domain.Token;
import cronium.server.domain.TokenName;
import cronium.server.store.Database;
import cronium.server.store.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The token that lets the user in who started the server. It is in the data directory, and in the database as every other; the
 * file comes first, so that a server that is killed in between makes the token that is in it good at its next start.
 *
 * @param file mode 0600
 * @param isGood false if it was revoked
 */
record FirstToken(Path file, boolean isGood) {
    private static final int MOST_NAMES = 1_000;

    static FirstToken of(DataDirectory data, Database database, SecureRandom random, Clock clock)
            throws IOException, SetupException {
        Path file = data.adminToken();
        if (!Files.exists(file)) {
            DataDirectory.write(file, TokenSecret.random(random).reveal() + "\n");
        }
        String hash = TokenSecret.read(
                        Files.readString(file, StandardCharsets.US_ASCII).strip())
                .orElseThrow(() -> new SetupException(file + ": expected a token, found something else; remove it, and"
                        + " the next start makes another"))
                .hash();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<Token> known = database.tokens().findByHash(hash);
        if (known.isEmpty()) {
            add(database.tokens(), "admin-" + data.node(), hash, now);
        }
        return new FirstToken(file, known.isEmpty() || known.get().isValid(now));
    }

    /** A name is used once: after a file that was lost comes the next. */
    private static void add(Tokens tokens, String first, String hash, Instant now) throws SetupException {
        for (int i = 1; i <= MOST_NAMES; i++) {
            TokenName name = new TokenName(i == 1 ? first : first + "-" + i);
            if (tokens.create(
                    new Token(name, Scope.ADMIN, hash, now, Optional.empty(), Optional.empty()), name.text())) {
                return;
            }
        }
        throw new SetupException("expected a free name for the first token, found " + first + " and " + MOST_NAMES
                + " more of its kind taken");
    }
}
