package cronium.dispatch.ssh;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchInvalidHostCertificateException;
import com.jcraft.jsch.JSchRevokedHostKeyException;
import com.jcraft.jsch.JSchUnknownCAKeyException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What the library throws, told apart.
 *
 * @param tried with what it logged in
 * @param now when it failed
 */
record Failures(HostSpec host, Deadlines deadlines, Identities tried, Instant now) {
    SshFailure ofConnecting(Watch watch, JSchException e) {
        Step step = watch.step();
        String text = String.valueOf(e.getMessage());
        if (watch.isExpired() || caused(e, java.net.SocketTimeoutException.class)) {
            return new SshFailure(
                    host,
                    SshFailure.Kind.TIMED_OUT,
                    step,
                    "expected an end of " + step + " within "
                            + deadlines.of(step).toMillis() + " ms, found none: is the host up, and may it be reached?",
                    e);
        }
        if (caused(e, UnknownHostException.class)) {
            return new SshFailure(
                    host,
                    SshFailure.Kind.NAME_NOT_RESOLVED,
                    step,
                    "expected an address for " + host.host() + ", found none: check the name, or give an address",
                    e);
        }
        Optional<SshFailure> ofCertificate = ofHostCertificate(step, e, text);
        if (ofCertificate.isPresent()) {
            return ofCertificate.get();
        }
        if (e instanceof JSchAlgoNegoFailException) {
            return new SshFailure(
                    host,
                    SshFailure.Kind.NO_COMMON_ALGORITHM,
                    step,
                    "expected one common algorithm, found: " + text,
                    e);
        }
        return switch (step) {
            case CONNECT -> ofFirstStep(e, text);
            case GREETING ->
                new SshFailure(
                        host,
                        SshFailure.Kind.NOT_SSH,
                        step,
                        "expected the greeting of an SSH server, found: " + text
                                + ": check the port, and whether sshd takes connections",
                        e);
            case AUTHENTICATE -> ofLoggingIn(e, text);
            case KEY_EXCHANGE, CHANNEL, USE ->
                new SshFailure(
                        host,
                        SshFailure.Kind.CONNECTION_LOST,
                        step,
                        "expected an end of " + step + ", found: " + text,
                        e);
        };
    }

    /** Those that the library has no class of its own for say so only in their text. */
    private Optional<SshFailure> ofHostCertificate(Step step, JSchException e, String text) {
        String name = host.certifiedAs();
        if (e instanceof JSchRevokedHostKeyException) {
            return Optional.of(new SshFailure(
                    host,
                    SshFailure.Kind.KEY_REVOKED,
                    step,
                    "expected a host certificate whose key and authority are not revoked, found that one is: " + text,
                    e));
        }
        if (e instanceof JSchInvalidHostCertificateException && text.contains("expired")) {
            return Optional.of(new SshFailure(
                    host,
                    SshFailure.Kind.HOST_CERTIFICATE_EXPIRED,
                    step,
                    "expected a host certificate that is valid now, found: " + text
                            + ": the authority has to sign the host's key anew",
                    e));
        }
        if (text.contains("invalid principal")) {
            return Optional.of(new SshFailure(
                    host,
                    SshFailure.Kind.HOST_CERTIFICATE_OF_ANOTHER,
                    step,
                    "expected a host certificate for " + name + ", found: " + text
                            + ": is it another host? HostKeyAlias says what one is called in its certificate",
                    e));
        }
        if (e instanceof JSchUnknownCAKeyException || e instanceof JSchInvalidHostCertificateException) {
            return Optional.of(new SshFailure(
                    host,
                    SshFailure.Kind.HOST_CERTIFICATE_REFUSED,
                    step,
                    "expected a host certificate of an authority that known_hosts has for " + name
                            + " (@cert-authority), found: " + text,
                    e));
        }
        return Optional.empty();
    }

    private SshFailure ofFirstStep(JSchException e, String text) {
        boolean refused = caused(e, ConnectException.class) && text.contains("refused");
        boolean throughJump = host.jump().isPresent();
        return new SshFailure(
                host,
                refused ? SshFailure.Kind.REFUSED : SshFailure.Kind.UNREACHABLE,
                Step.CONNECT,
                "expected sshd at " + host.host() + " port " + host.port()
                        + (throughJump ? " behind the jump host" : "")
                        + ", found: " + text
                        + (refused
                                ? ": is sshd running there, on this port?"
                                : ": is the network up, is there a route?"),
                e);
    }

    private SshFailure ofLoggingIn(JSchException e, String text) {
        boolean refused = text.startsWith("Auth fail")
                || text.startsWith("Auth cancel")
                || text.contains("Too many authentication");
        if (!refused) {
            return new SshFailure(
                    host, SshFailure.Kind.CONNECTION_LOST, Step.AUTHENTICATE, "expected to log in, found: " + text, e);
        }
        Optional<UserCertificate> expired = tried.notValidAt(now);
        return expired.isPresent()
                ? new SshFailure(
                        host,
                        SshFailure.Kind.USER_CERTIFICATE_EXPIRED,
                        Step.AUTHENTICATE,
                        "expected a certificate that is valid at " + now.truncatedTo(ChronoUnit.SECONDS) + ", found "
                                + expired.get() + ": the authority has to sign the key anew",
                        e)
                : new SshFailure(
                        host,
                        SshFailure.Kind.AUTHENTICATION_REFUSED,
                        Step.AUTHENTICATE,
                        "expected one of the keys " + tried.tried()
                                + " to be let in, found all refused: is its public key in authorized_keys of "
                                + host.user() + ", or its certificate for that user?",
                        e);
    }

    static boolean caused(Throwable thrown, Class<? extends Throwable> type) {
        Throwable each = thrown;
        for (int depth = 0; each != null && depth < 10; depth++) {
            if (type.isInstance(each)) {
                return true;
            }
            each = each.getCause();
        }
        return false;
    }
}
