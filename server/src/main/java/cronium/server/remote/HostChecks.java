package cronium.server.remote;

import cronium.dispatch.connection.ConnectionLostException;
import cronium.dispatch.connection.RefusedException;
import cronium.dispatch.hosts.HostPool;
import cronium.dispatch.hosts.HostReport;
import cronium.dispatch.install.InstallFailure;
import cronium.dispatch.install.TrustedKeys;
import cronium.dispatch.ssh.Deadlines;
import cronium.dispatch.ssh.HostSpec;
import cronium.dispatch.ssh.KeySecrets;
import cronium.dispatch.ssh.SshClient;
import cronium.dispatch.ssh.SshConnection;
import cronium.dispatch.ssh.SshFailure;
import cronium.server.domain.Target;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** Looks whether executions can run on a host, and sets it up as far as it is asked to. Thread-safe. */
public final class HostChecks {
    private final HostDirectory directory;
    private final HostPool pool;
    private final RemoteSite site;
    private final SshSettings settings;
    private final KeySecrets secrets;
    private final InstantSource clock;
    private final String keyName;
    private final String publicKey;

    /**
     * Of a pool that others use too.
     *
     * @param keyName of the file that hosts get with the public key
     * @param publicKey that payloads are verified with, as PEM
     */
    public HostChecks(
            HostDirectory directory,
            HostPool pool,
            RemoteSite site,
            SshSettings settings,
            KeySecrets secrets,
            InstantSource clock,
            String keyName,
            String publicKey) {
        this.directory = directory;
        this.pool = pool;
        this.site = site;
        this.settings = settings;
        this.secrets = secrets;
        this.clock = clock;
        this.keyName = keyName;
        this.publicKey = publicKey;
    }

    /**
     * What was found.
     *
     * @param address user, host and port that were used
     * @param trustedIn the directory on the host with this server's public key, if it was put there now
     */
    public record Checked(String address, HostReport report, Optional<String> trustedIn) {}

    /** Why nothing can run there. */
    public static final class UnreachableException extends Exception {
        private final String code;

        UnreachableException(String code, String message, Throwable cause) {
            super(message, cause);
            this.code = code;
        }

        /** For programs, such as {@code key-changed}. */
        public String code() {
            return code;
        }
    }

    /**
     * Connects if there is no connection, has the runner put there, and asks it something.
     *
     * @param acceptsNewKey whether to take the host's key for good if none is known; another than the known one never is
     * @param trusts whether to have the host's runner trust what this server signs
     * @param actor who chose that, for the audit log
     */
    public Checked check(Target name, boolean acceptsNewKey, boolean trusts, String actor)
            throws HostDirectory.UnknownHostException, UnreachableException, InterruptedException {
        HostSpec spec = reachable(name);
        if (pool.connected(spec).isEmpty()) {
            // Whoever asks wants to know how it is now.
            pool.forget(spec);
        }
        try {
            Optional<String> trustedIn = Optional.empty();
            if (acceptsNewKey || trusts) {
                try (SshConnection connection = client(acceptsNewKey).connect(spec)) {
                    if (acceptsNewKey) {
                        site.accepted(name, actor);
                    }
                    if (trusts) {
                        trustedIn = Optional.of(TrustedKeys.put(connection, keyName, publicKey));
                        site.trusts(name, actor);
                    }
                }
            }
            HostReport report = pool.check(spec, (connection, runner) -> site.arrived(name, connection, runner));
            return new Checked(spec.toString(), report, trustedIn);
        } catch (SshFailure e) {
            site.refused(name, e, actor);
            throw new UnreachableException(word(e.kind()), String.valueOf(e.getMessage()), e);
        } catch (InstallFailure e) {
            throw new UnreachableException(word(e.kind()), String.valueOf(e.getMessage()), e);
        } catch (ConnectionLostException e) {
            throw new UnreachableException("runner-silent", String.valueOf(e.getMessage()), e);
        } catch (RefusedException e) {
            throw new UnreachableException(e.code(), String.valueOf(e.getMessage()), e);
        }
    }

    private HostSpec reachable(Target name) throws HostDirectory.UnknownHostException, UnreachableException {
        try {
            return directory.spec(name);
        } catch (HostDirectory.MisconfiguredException e) {
            throw new UnreachableException("ssh-config-refused", String.valueOf(e.getMessage()), e);
        }
    }

    private SshClient client(boolean acceptsNewKey) {
        return new SshClient(
                acceptsNewKey ? settings.trustingOnFirstUse() : settings.strict(), Deadlines.USUAL, secrets, clock);
    }

    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
