package cronium.dispatch.install;

/** Why there is no runner on a host. What was brought so far may lie there, under another name than a runner has. */
public final class InstallFailure extends Exception {
    /** What happened, for programs. */
    public enum Kind {
        NO_SHELL,
        UNSUPPORTED_PLATFORM,
        DISK_FULL,
        READ_ONLY_HOME,
        HOME_NOT_WRITABLE,
        NOT_EXECUTABLE,
        NO_DIGEST_TOOL,
        DIGEST_WRONG,
        INTERRUPTED,
        OTHER
    }

    private final String host;
    private final Kind kind;

    InstallFailure(String host, Kind kind, String message) {
        super(host + ": " + message);
        this.host = host;
        this.kind = kind;
    }

    public String host() {
        return host;
    }

    public Kind kind() {
        return kind;
    }
}
