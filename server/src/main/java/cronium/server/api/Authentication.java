package cronium.server.api;

import cronium.server.domain.Scope;
import cronium.server.domain.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells who calls, by the token that is shown. Tokens are looked up by their hash, so the time that takes tells nothing about the
 * token. Thread-safe.
 *
 * <p>An address that failed too often is turned away before the database is asked, but for tokens that were good here before: a
 * program with an old token must not lock out its neighbours behind the same address.
 */
final class Authentication {
    private static final String BEARER = "bearer ";
    private static final int MAX_KNOWN = 1_000;

    private final Function<String, Optional<Token>> tokens;
    private final FailureLimit failures;
    private final InstantSource clock;
    private final Map<String, Boolean> known = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_KNOWN;
        }
    };

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
        Optional<Duration> wait = failures.wait(address);
        if (wait.isPresent() && !hash.map(this::isKnown).orElse(false)) {
            throw tooMany(wait.get());
        }
        Optional<Token> token = hash.flatMap(this::valid);
        if (token.isEmpty()) {
            failures.failed(address);
            hash.ifPresent(this::forget);
            throw unauthenticated(authorization.isPresent());
        }
        remember(token.get().hash());
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

    private synchronized boolean isKnown(String hash) {
        return known.containsKey(hash);
    }

    private synchronized void remember(String hash) {
        known.put(hash, true);
    }

    private synchronized void forget(String hash) {
        known.remove(hash);
    }
}
