package cronium.server.api;

import cronium.server.domain.Scope;
import cronium.server.domain.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells who calls, by the token that is shown. Tokens are looked up by their hash, so the time that takes tells nothing about the
 * token. Thread-safe.
 *
 * <p>An address that failed too often is told to wait, but never whoever shows a good token: a program with an old one must not lock out its neighbours
 * behind the same address. A secret has 256 random bits, so that nobody comes upon one by trying.
 */
final class Authentication {
    private static final String BEARER = "bearer ";

    private final Function<String, Optional<Token>> tokens;
    private final FailureLimit failures;
    private final InstantSource clock;

    /** @param tokens by hash */
    Authentication(Function<String, Optional<Token>> tokens, FailureLimit failures, InstantSource clock) {
        this.tokens = tokens;
        this.failures = failures;
        this.clock = clock;
    }

    /**
     * The caller.
     *
     * @param authorization that header's value
     * @param address the peer's
     * @throws ProblemException 401, 403 or 429
     */
    Caller caller(Optional<String> authorization, String address, Scope needed) throws ProblemException {
        Optional<String> hash = authorization.flatMap(Authentication::secret).map(TokenSecret::hash);
        Optional<Token> token = hash.flatMap(this::valid);
        if (token.isEmpty()) {
            Optional<Duration> wait = failures.wait(address);
            if (wait.isPresent()) {
                throw tooMany(wait.get());
            }
            failures.failed(address);
            throw unauthenticated(authorization.isPresent());
        }
        if (!token.get().scope().covers(needed)) {
            throw ProblemKind.FORBIDDEN.with("expected a token with the scope " + needed.text() + ", found "
                    + token.get().name() + " with " + token.get().scope().text());
        }
        return new Caller(token.get().name(), token.get().scope());
    }

    private static Optional<TokenSecret> secret(String authorization) {
        return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? TokenSecret.read(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private Optional<Token> valid(String hash) {
        return tokens.apply(hash)
                .filter(token -> isSame(token.hash(), hash))
                .filter(token -> token.isValid(clock.instant()));
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private static ProblemException unauthenticated(boolean given) {
        String found = given ? "one that is unknown, expired or revoked" : "none";
        Problem problem = Problem.of(
                ProblemKind.UNAUTHENTICATED, "expected a token in 'Authorization: Bearer crn_…', found " + found);
        return new ProblemException(problem.withHeader(
                "WWW-Authenticate",
                given ? "Bearer realm=\"cronium\", error=\"invalid_token\"" : "Bearer realm=\"cronium\""));
    }

    private static ProblemException tooMany(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return new ProblemException(Problem.of(
                        ProblemKind.TOO_MANY_FAILURES,
                        "expected fewer calls without a good token from this address; try again in " + seconds + " s")
                .withHeader("Retry-After", String.valueOf(seconds)));
    }
}
