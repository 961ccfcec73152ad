package cronium.dispatch.ssh;

/** Why there is no connection, or no longer one. A host whose key is refused was told nothing, and nobody logged in there. */
public final class SshFailure extends Exception {
    /** What happened, for programs. */
    public enum Kind {
        NAME_NOT_RESOLVED,
        REFUSED,
        UNREACHABLE,
        TIMED_OUT,
        NOT_SSH,
        KEY_UNKNOWN,
        KEY_CHANGED,
        KEY_REVOKED,
        KEY_OF_OTHER_TYPE,
        HOST_CERTIFICATE_EXPIRED,
        HOST_CERTIFICATE_OF_ANOTHER,
        HOST_CERTIFICATE_REFUSED,
        KNOWN_HOSTS_UNREADABLE,
        NO_COMMON_ALGORITHM,
        IDENTITY_UNREADABLE,
        IDENTITY_ENCRYPTED,
        PASSPHRASE_WRONG,
        SECRET_MISSING,
        AGENT_UNREACHABLE,
        USER_CERTIFICATE_EXPIRED,
        AUTHENTICATION_REFUSED,
        CHANNEL_REFUSED,
        CONNECTION_LOST;

        /** Whether the host showed a key that is not the one that is known, or no good certificate: somebody may stand in between. */
        public boolean isOtherKey() {
            return switch (this) {
                case KEY_CHANGED,
                        KEY_REVOKED,
                        KEY_OF_OTHER_TYPE,
                        HOST_CERTIFICATE_EXPIRED,
                        HOST_CERTIFICATE_OF_ANOTHER,
                        HOST_CERTIFICATE_REFUSED -> true;
                case NAME_NOT_RESOLVED,
                        REFUSED,
                        UNREACHABLE,
                        TIMED_OUT,
                        NOT_SSH,
                        KEY_UNKNOWN,
                        KNOWN_HOSTS_UNREADABLE,
                        NO_COMMON_ALGORITHM,
                        IDENTITY_UNREADABLE,
                        IDENTITY_ENCRYPTED,
                        PASSPHRASE_WRONG,
                        SECRET_MISSING,
                        AGENT_UNREACHABLE,
                        USER_CERTIFICATE_EXPIRED,
                        AUTHENTICATION_REFUSED,
                        CHANNEL_REFUSED,
                        CONNECTION_LOST -> false;
            };
        }

        /** Whether trying again later may help, without anybody doing anything. */
        public boolean isPassing() {
            return switch (this) {
                case REFUSED, UNREACHABLE, TIMED_OUT, CHANNEL_REFUSED, CONNECTION_LOST, NAME_NOT_RESOLVED -> true;
                case NOT_SSH,
                        KEY_UNKNOWN,
                        KEY_CHANGED,
                        KEY_REVOKED,
                        KEY_OF_OTHER_TYPE,
                        HOST_CERTIFICATE_EXPIRED,
                        HOST_CERTIFICATE_OF_ANOTHER,
                        HOST_CERTIFICATE_REFUSED,
                        KNOWN_HOSTS_UNREADABLE,
                        NO_COMMON_ALGORITHM,
                        IDENTITY_UNREADABLE,
                        IDENTITY_ENCRYPTED,
                        PASSPHRASE_WRONG,
                        SECRET_MISSING,
                        AGENT_UNREACHABLE,
                        USER_CERTIFICATE_EXPIRED,
                        AUTHENTICATION_REFUSED -> false;
            };
        }
    }

    private final String host;
    private final Kind kind;
    private final Step step;

    SshFailure(HostSpec host, Kind kind, Step step, String message, Throwable cause) {
        super(host + ": " + message, cause);
        this.host = host.toString();
        this.kind = kind;
        this.step = step;
    }

    SshFailure(HostSpec host, Kind kind, Step step, String message) {
        super(host + ": " + message);
        this.host = host.toString();
        this.kind = kind;
        this.step = step;
    }

    /** {@code user@host:port}; that of a jump host, if it was that one. */
    public String host() {
        return host;
    }

    public Kind kind() {
        return kind;
    }

    public Step step() {
        return step;
    }
}
