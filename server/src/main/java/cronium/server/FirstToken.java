package cronium.server;

import cronium.server.api.TokenSecret;
import cronium.server.domain.Scope;
import cronium.server.domain.Token;
import cronium.server.domain.TokenName;
import cronium.server.store.Database;
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
 */
record FirstToken(Path file) {
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
        if (database.tokens().findByHash(hash).isEmpty()) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            TokenName name = new TokenName("admin-" + data.node());
            database.tokens()
                    .create(new Token(name, Scope.ADMIN, hash, now, Optional.empty(), Optional.empty()), name.text());
        }
        return new FirstToken(file);
    }
}
