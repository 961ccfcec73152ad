package cronium.cli.remote;

/** What lets a caller in. It is in no message. */
public final class AccessToken {
    private final String secret;

    private AccessToken(String secret) {
        this.secret = secret;
    }

    /**
     * Takes a token; blanks and line ends around it do not count.
     *
     * @param source what gave it, for the message
     * @throws ConnectionException if it cannot be one
     */
    public static AccessToken of(String text, String source) throws ConnectionException {
        String secret = text.strip();
        if (!secret.matches("crn_[A-Za-z0-9_-]{43}")) {
            throw new ConnectionException(source + ": expected a token, crn_ and 43 characters, found something else");
        }
        return new AccessToken(secret);
    }

    String header() {
        return "Bearer " + secret;
    }

    @Override
    public String toString() {
        return "crn_…";
    }
}
